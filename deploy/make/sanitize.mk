# SPDX-License-Identifier: Apache-2.0
# `make sanitize` builds everything with AddressSanitizer and UndefinedBehaviorSanitizer and
# runs every C test with them: a finding ends its program, which counts as a failure.
# `make sanitize-threads` runs the tests of threads, queues and the flow with ThreadSanitizer.
.PHONY: sanitize sanitize-programs sanitize-threads
sanitize-programs: unit-programs server-programs

sanitize:
	@deploy/setup.sh build run test
	@$(MAKE) --no-print-directory -j2 -s SANITIZE=address,undefined sanitize-programs
	@$(PYTHON) tests/run.py --out $(BUILD)/variant-address-undefined unit store

sanitize-threads:
	@deploy/setup.sh build run test
	@$(MAKE) --no-print-directory -j2 -s SANITIZE=thread server-programs
	@TSAN_OPTIONS="suppressions=$(CURDIR)/tests/tsan.supp" \
		$(PYTHON) tests/run.py --out $(BUILD)/variant-thread store
