# SPDX-License-Identifier: Apache-2.0
# `make sanitize` builds everything with AddressSanitizer and UndefinedBehaviorSanitizer and
# runs every C test and the stories with them: a finding ends its program, which counts as a
# failure. SUITES="unit store" runs some.
# `make sanitize-threads` runs the tests of threads, queues and the flow with ThreadSanitizer.
.PHONY: sanitize sanitize-programs sanitize-threads
sanitize-programs: programs unit-programs server-programs report-programs

sanitize: setup portal
	@$(MAKE) --no-print-directory -j2 -s SANITIZE=address,undefined sanitize-programs
	@LSAN_OPTIONS="suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0" \
		$(PYTHON) tests/run.py --out $(BUILD)/variant-address-undefined \
		$(or $(SUITES),unit store story)

sanitize-threads:
	@deploy/setup.sh build run test
	@$(MAKE) --no-print-directory -j2 -s SANITIZE=thread server-programs
	@TSAN_OPTIONS="suppressions=$(CURDIR)/tests/tsan.supp" \
		$(PYTHON) tests/run.py --out $(BUILD)/variant-thread store
