# SPDX-License-Identifier: Apache-2.0
# The templates of the customer's pages are compiled into the gateway; unit tests fill them.
PAGE_TEMPLATES := $(wildcard services/gateway/pages/templates/*.*)

$(OUT)/gen/gateway_pages.c: $(PAGE_TEMPLATES) deploy/gen_templates.py
	@mkdir -p $(@D)
	$(Q)$(PYTHON) deploy/gen_templates.py services/gateway/pages/templates \
		gateway/pages/templates.h page > $@.tmp && mv $@.tmp $@

$(OUT)/obj/gateway_pages.o: $(OUT)/gen/gateway_pages.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(BEURT_CFLAGS) -c $< -o $@

$(OUT)/bin/beurt-gateway: $(OUT)/obj/gateway_pages.o
$(OUT)/lib/libdomains.a: $(OUT)/obj/gateway_pages.o
$(OUT)/lib/libservices.a: $(OUT)/obj/gateway_pages.o
