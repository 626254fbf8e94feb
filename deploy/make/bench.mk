# SPDX-License-Identifier: Apache-2.0
# Benchmarks: `make bench` measures ours beside its limit in the same run, about ten
# minutes in all, and writes build/bench/results.json. BENCH="page command" runs some.
BENCH_OUT := $(BUILD)/bench
BENCH_BIN := $(patsubst tests/bench/%.c,$(OUT)/bench/%,$(wildcard tests/bench/bare_*.c))

$(OUT)/bench/bare_%: tests/bench/bare_%.c $(COMMON_LIB)
	@mkdir -p $(@D)
	$(call say,link,$@)
	$(Q)$(CC) $(BEURT_CFLAGS) $(BEURT_LDFLAGS) $< $(COMMON_LIB) $(LIBS) -o $@

.PHONY: bench bench-programs
bench-programs: programs report-programs $(BENCH_BIN)

bench:
	@BROKER=kafka deploy/setup.sh build run bench
	@deploy/kafka/run.sh libs
	@$(MAKE) --no-print-directory -j2 -s bench-programs
	@$(PYTHON) tests/bench/run.py --out $(BENCH_OUT) --bin $(OUT)/bin $(BENCH)
