# SPDX-License-Identifier: Apache-2.0
# Tests. `make test` sets the machine up, builds, and runs every suite; SUITES="unit story"
# runs some. BROKER=kafka runs the whole-system suites on Apache Kafka.

# Programs that need a database: tests/store, tests/flow. They link every service but the
# mains; BEURT_TEST_DATABASE says where.
SERVER_C := $(wildcard tests/store/test_*.c tests/store/*/test_*.c tests/flow/test_*.c \
	tests/flow/*/test_*.c)
SERVER_BIN := $(patsubst tests/%.c,$(OUT)/tests/%,$(SERVER_C))
$(SERVER_BIN): | $(TSAN_O)
SERVER_HELP_O := $(call object,$(filter-out $(SERVER_C),$(wildcard tests/store/*.c tests/flow/*.c)))
ROOMED := $(filter-out ctl broker,$(SERVICES) $(SCHEMA_SERVICES))
SERVICES_C := $(sort $(filter-out %/main.c,$(foreach s,$(sort $(ROOMED)),$(call service_c,$(s)))))
$(OUT)/lib/libservices.a: $(call object,$(SERVICES_C)) \
		$(foreach s,$(SCHEMA_SERVICES),$(OUT)/obj/migrations_$(s).o)
	@mkdir -p $(@D)
	@rm -f $@
	ar rcs $@ $^
$(SERVER_HELP_O): BEURT_CFLAGS += -Itests/support -Itests/store
$(OUT)/tests/%: tests/%.c $(SERVER_HELP_O) $(OUT)/lib/libservices.a $(COMMON_LIB)
	@mkdir -p $(@D)
	$(CC) $(BEURT_CFLAGS) -Itests/support -Itests/store -DTEST_DATA='"tests/data"' \
		$(BEURT_LDFLAGS) $< $(SERVER_HELP_O) $(OUT)/lib/libservices.a $(COMMON_LIB) -lcmocka $(LIBS) -o $@

.PHONY: setup portal test test-programs server-programs lint
# Everything this machine needs; does nothing when it is there.
setup:
	@deploy/setup.sh build run test
	@[ "$(BROKER)" != kafka ] || deploy/kafka/run.sh libs

# One portal for every variant of the programs.
portal: build/web/index.html
build/web/index.html: $(shell find services/gateway/web/src -type f 2>/dev/null) \
		$(wildcard services/gateway/web/*.mjs services/gateway/web/package-lock.json)
	@deploy/setup.sh build
	cd services/gateway/web && OUT=$(CURDIR)/build/web npm run --silent build

server-programs: $(SERVER_BIN)

test-programs: programs unit-programs server-programs report-programs $(CONTRACT_BIN) portal fault-programs

# A make of its own: which libraries there are is known only after setup.
test: setup
	@$(MAKE) --no-print-directory -j2 -s test-programs
	@$(if $(or $(findstring fault,$(SUITES)),$(if $(SUITES),,all)),$(MAKE) --no-print-directory -j2 fault-programs)
	@$(PYTHON) tests/run.py --out $(OUT)

# Two tablets, cut networks, killed browsers: in more random orders than `make test` tries.
.PHONY: orders
orders: setup portal
	@ORDERS=$(or $(ORDERS),50) node --test services/gateway/web/test/inspection_offline.test.mjs

lint:
	@$(PYTHON) tests/lint/lint.py --build $(OUT)
