# SPDX-License-Identifier: Apache-2.0
# Pictures of every screen in build/screenshots/, judged by axe. SCREENS="inspection report"
# takes only those whose names begin so.
.PHONY: screenshots
screenshots: setup-demo
	@deploy/setup.sh test
	@$(MAKE) --no-print-directory -j2 -s programs portal
	@$(PYTHON) deploy/screens/screens.py --port $(PORT) --out $(abspath $(OUT)) $(SCREENS)
