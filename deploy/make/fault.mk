# SPDX-License-Identifier: Apache-2.0
# Fault tests: `make fault` kills and restarts everything on Apache Kafka and judges what is
# left. KILLS=500 is how often, SEED= repeats a run's plan; build/fault/report.json tells.
KILLS ?= 500
FAULT_BIN := $(BUILD)/variant$(if $(SANITIZE),-$(subst $(comma),-,$(SANITIZE)))-crash/bin

.PHONY: fault fault-programs
# The programs once more, with their labelled crash points armed.
fault-programs:
	@$(MAKE) --no-print-directory -s CRASH_POINTS=1 CFLAGS="-O1 -g" programs

fault:
	@BROKER=kafka deploy/setup.sh build run test
	@deploy/kafka/run.sh libs
	@$(MAKE) --no-print-directory fault-programs
	@KAFKA_SECONDS=170 KAFKA_JIT=1 $(PYTHON) tests/fault/run.py --kills $(KILLS) $(if $(SEED),--seed $(SEED)) \
		--bin $(FAULT_BIN) --out $(BUILD)/fault

# The release gate alone, at full size: eight senders, random kills, opt-outs.
.PHONY: gate
gate: programs
	@GATE_INTENTS=$(or $(GATE_INTENTS),100000) SEED=$(SEED) BEURT_BIN=$(OUT)/bin BEURT_OUT=$(OUT) \
		$(PYTHON) -m pytest -q -s tests/fault/test_gate.py
