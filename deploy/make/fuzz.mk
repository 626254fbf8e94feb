# SPDX-License-Identifier: Apache-2.0
# Fuzzing: every tests/fuzz/fuzz_NAME.c is a libFuzzer program of its own. Its seeds are the
# files in tests/fuzz/corpus/NAME/ and whatever tests/fuzz/seed_NAME.py DIR writes into DIR.
# `make fuzz` runs each for SECONDS; the corpus grows in build/fuzz/NAME/corpus/, and an
# input that fails stays in build/fuzz/NAME/. FUZZ="msg ubl" runs some alone.
SECONDS ?= 60
FUZZ_CC ?= clang
FUZZ_C := $(wildcard tests/fuzz/fuzz_*.c)
FUZZ_NAMES := $(FUZZ_C:tests/fuzz/fuzz_%.c=%)
FUZZ_OUT := $(BUILD)/fuzz
FUZZ_SANITIZE := address,undefined -fno-sanitize-recover=all

# The product's sources once more, with the fuzzer's instrumentation; built by a make of
# its own so that every rule above holds for these objects too.
FUZZ_LIBS := $(FUZZ_OUT)/build/lib/libdomains.a $(FUZZ_OUT)/build/lib/libbeurt.a
.PHONY: fuzz fuzz-libs fuzz-programs
fuzz-libs:
	@$(MAKE) --no-print-directory CC=$(FUZZ_CC) BUILD=$(FUZZ_OUT)/build SANITIZE= HARDENING= \
		CFLAGS="-O1 -g -fsanitize=fuzzer-no-link,$(FUZZ_SANITIZE)" $(FUZZ_LIBS)
$(FUZZ_LIBS): fuzz-libs ;

$(FUZZ_OUT)/fuzz_%: tests/fuzz/fuzz_%.c $(FUZZ_LIBS)
	@mkdir -p $(@D)
	$(call say,link,$@)
	$(Q)$(FUZZ_CC) -std=gnu17 -D_GNU_SOURCE -O1 -g -Wall -Wextra -Werror $(PACKAGE_CFLAGS) \
		-Ilibcommon -Iservices -I$(FUZZ_OUT)/build/gen -fsanitize=fuzzer,$(FUZZ_SANITIZE) \
		$< -Wl,--start-group $(FUZZ_LIBS) -Wl,--end-group $(LIBS) -o $@

fuzz-programs: $(FUZZ_NAMES:%=$(FUZZ_OUT)/fuzz_%)

define FUZZ_ONE
	set -e; at=$(FUZZ_OUT)/$$name; mkdir -p $$at/corpus $$at/seeds; \
	if [ -e tests/fuzz/seed_$$name.py ]; then \
		$(PYTHON) tests/fuzz/seed_$$name.py $$at/seeds; fi; \
	if [ -d tests/fuzz/corpus/$$name ]; then \
		cp -r tests/fuzz/corpus/$$name/. $$at/seeds/; fi; \
	$(FUZZ_OUT)/fuzz_$$name -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=2048 \
		-print_final_stats=1 -artifact_prefix=$$at/ $$at/corpus $$at/seeds \
		> $$at/log 2>&1 || { tail -60 $$at/log; echo "fuzz $$name: failed"; exit 1; }; \
	echo "fuzz $$name: $(SECONDS) s without a finding," \
		"$$(sed -n 's/^stat::number_of_executed_units: *//p' $$at/log) inputs"
endef

fuzz: fuzz-programs
	@for name in $(or $(FUZZ),$(FUZZ_NAMES)); do $(FUZZ_ONE); done
