# SPDX-License-Identifier: Apache-2.0
# A program that makes a report's PDF of files: tests/report and `make bench` run it.
REPORT_BIN := $(OUT)/report/report_cli
$(REPORT_BIN): tests/report/report_cli.c $(OUT)/lib/libdomains.a $(COMMON_LIB)
	@mkdir -p $(@D)
	$(call say,link,$@)
	$(Q)$(CC) $(BEURT_CFLAGS) $(BEURT_LDFLAGS) $< $(OUT)/lib/libdomains.a $(COMMON_LIB) \
		$(LIBS) -o $@

.PHONY: report-programs report
report-programs: $(REPORT_BIN)
report: report-programs
	BEURT_OUT=$(abspath $(OUT)) $(PYTHON) -m pytest -q tests/report
