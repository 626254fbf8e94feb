# SPDX-License-Identifier: Apache-2.0
# `make sanitize` builds everything with AddressSanitizer and UndefinedBehaviorSanitizer and
# runs every C test with them: a finding ends its program, which counts as a failure.
.PHONY: sanitize sanitize-programs
sanitize-programs: unit-programs server-programs

sanitize:
	@deploy/setup.sh build run test
	@$(MAKE) --no-print-directory -j2 -s SANITIZE=address,undefined sanitize-programs
	@$(PYTHON) tests/run.py --out $(BUILD)/variant-address-undefined unit store
