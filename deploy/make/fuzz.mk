# SPDX-License-Identifier: Apache-2.0
# Fuzzing: every tests/fuzz/fuzz_*.c is a libFuzzer program of its own, with its seeds in
# tests/fuzz/corpus/<name>/. `make fuzz` runs each for SECONDS; what it finds stays in
# build/fuzz/<name>/. FUZZ=msg runs one alone.
SECONDS ?= 60
FUZZ_CC ?= clang
FUZZ_C := $(wildcard tests/fuzz/fuzz_*.c)
FUZZ_NAMES := $(FUZZ_C:tests/fuzz/fuzz_%.c=%)
FUZZ_OUT := $(BUILD)/fuzz
FUZZ_FLAGS := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all

# The product's sources once more, with the fuzzer's instrumentation; built by a make of
# its own so that every rule above holds for these objects too.
FUZZ_LIBS := $(FUZZ_OUT)/build/lib/libdomains.a $(FUZZ_OUT)/build/lib/libbeurt.a
.PHONY: fuzz fuzz-libs fuzz-programs
fuzz-libs:
	$(MAKE) CC=$(FUZZ_CC) BUILD=$(FUZZ_OUT)/build SANITIZE= \
		CFLAGS="-O1 -g -U_FORTIFY_SOURCE $(FUZZ_FLAGS)" HARDENING= $(FUZZ_LIBS)

$(FUZZ_LIBS): fuzz-libs ;

$(FUZZ_OUT)/fuzz_%: tests/fuzz/fuzz_%.c $(FUZZ_LIBS)
	@mkdir -p $(@D)
	$(FUZZ_CC) $(filter-out -O2 -D_FORTIFY_SOURCE=2,$(BEURT_CFLAGS)) -O1 \
		-I$(FUZZ_OUT)/build/gen -fsanitize=fuzzer,address,undefined \
		-fno-sanitize-recover=all $< -Wl,--start-group $(FUZZ_LIBS) -Wl,--end-group \
		$(LIBS) -o $@

fuzz-programs: $(FUZZ_NAMES:%=$(FUZZ_OUT)/fuzz_%)

fuzz: fuzz-programs
	@for name in $(or $(FUZZ),$(FUZZ_NAMES)); do \
		mkdir -p $(FUZZ_OUT)/$$name/found tests/fuzz/corpus/$$name; \
		echo "fuzz $$name: $(SECONDS) s"; \
		$(FUZZ_OUT)/fuzz_$$name -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=2048 \
			-print_final_stats=1 -artifact_prefix=$(FUZZ_OUT)/$$name/ \
			$(FUZZ_OUT)/$$name/found tests/fuzz/corpus/$$name \
			2> $(FUZZ_OUT)/$$name/log || { tail -40 $(FUZZ_OUT)/$$name/log; exit 1; }; \
		grep -E "stat::number_of_executed_units" $(FUZZ_OUT)/$$name/log; \
	done
