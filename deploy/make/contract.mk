# SPDX-License-Identifier: Apache-2.0
# Contracts: the README's tables are current, and the engine agrees with its neighbours.
# The program links base/ and msg/ alone: the engine needs nothing else.
CONTRACT_BIN := $(OUT)/contract/decode_cli
CONTRACT_O := $(call object,$(wildcard libcommon/base/*.c libcommon/msg/*.c)) \
	$(OUT)/obj/generated.o
$(CONTRACT_BIN): tests/contract/decode_cli.c $(CONTRACT_O)
	@mkdir -p $(@D)
	$(call say,link,$@)
	$(Q)$(CC) $(BEURT_CFLAGS) $(BEURT_LDFLAGS) $< $(CONTRACT_O) $(LIBS) -o $@

.PHONY: contract
contract: $(CONTRACT_BIN) $(OUT)/bin/beurt-ctl
	$(PYTHON) proto/gen/generate.py --check-docs
	CONTRACT_BIN=$(abspath $(CONTRACT_BIN)) BEURT_BIN=$(abspath $(OUT)/bin) \
		$(PYTHON) -m pytest -q tests/contract
