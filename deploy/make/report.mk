# SPDX-License-Identifier: Apache-2.0
# Programs that make PDFs of files: a report's, which `make bench` runs too, and letters
# and cards. tests/report reads them back.
REPORT_BIN := $(OUT)/report/report_cli $(OUT)/report/sheets_cli
$(REPORT_BIN): $(OUT)/report/%: tests/report/%.c $(OUT)/lib/libdomains.a $(COMMON_LIB)
	@mkdir -p $(@D)
	$(call say,link,$@)
	$(Q)$(CC) $(BEURT_CFLAGS) $(BEURT_LDFLAGS) $< $(OUT)/lib/libdomains.a $(COMMON_LIB) \
		$(LIBS) -o $@

.PHONY: report-programs report
report-programs: $(REPORT_BIN)
report: report-programs
	BEURT_OUT=$(abspath $(OUT)) $(PYTHON) -m pytest -q tests/report
