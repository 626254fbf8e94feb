# SPDX-License-Identifier: Apache-2.0
# The demo: everything on this machine, from nothing. PORT=8080 is the portal's port.
PORT ?= 8080

.PHONY: demo demo-stop demo-invoice demo-week
demo: setup-demo
	@$(MAKE) --no-print-directory -j2 -s programs portal
	@exec $(PYTHON) deploy/demo/demo.py --port $(PORT) --out $(abspath $(OUT))

.PHONY: setup-demo
setup-demo:
	@deploy/setup.sh build run
	@[ "$(BROKER)" != kafka ] || deploy/kafka/run.sh libs

demo-stop:
	@$(PYTHON) deploy/demo/stop.py --out $(abspath $(OUT))

demo-invoice:
	@$(PYTHON) deploy/demo/one_invoice.py --out $(abspath $(OUT))

demo-week:
	@$(PYTHON) deploy/demo/one_week.py --out $(abspath $(OUT))
