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

# So are the lights of a dashboard with their pictures and questions.
LIGHTS := $(wildcard services/gateway/lights/*.json services/gateway/lights/pictures/*.svg)

$(OUT)/gen/gateway_lights.c: $(LIGHTS) deploy/gen_lights.py deploy/gen_templates.py
	@mkdir -p $(@D)
	$(Q)$(PYTHON) deploy/gen_lights.py services/gateway/lights > $@.tmp && mv $@.tmp $@

$(OUT)/obj/gateway_lights.o: $(OUT)/gen/gateway_lights.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(BEURT_CFLAGS) -c $< -o $@

$(OUT)/bin/beurt-gateway: $(OUT)/obj/gateway_lights.o
$(OUT)/lib/libdomains.a: $(OUT)/obj/gateway_lights.o
$(OUT)/lib/libservices.a: $(OUT)/obj/gateway_lights.o

# Mappings of connectors to begin with.
CONNECTOR_SYSTEMS := $(wildcard services/gateway/connect/systems/*.json)
$(OUT)/gen/gateway_systems.c: $(CONNECTOR_SYSTEMS) deploy/gen_templates.py
	@mkdir -p $(@D)
	$(Q)$(PYTHON) deploy/gen_templates.py services/gateway/connect/systems \
		gateway/connect/systems.h system > $@.tmp && mv $@.tmp $@

$(OUT)/obj/gateway_systems.o: $(OUT)/gen/gateway_systems.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(BEURT_CFLAGS) -c $< -o $@

$(OUT)/bin/beurt-gateway: $(OUT)/obj/gateway_systems.o
$(OUT)/lib/libdomains.a: $(OUT)/obj/gateway_systems.o
$(OUT)/lib/libservices.a: $(OUT)/obj/gateway_systems.o

# Articles of the help centre.
HELP_ARTICLES := $(wildcard services/gateway/help/articles/*/*.md)
$(OUT)/gen/gateway_help.c: $(HELP_ARTICLES) deploy/gen_templates.py
	@mkdir -p $(@D)
	$(Q)$(PYTHON) deploy/gen_templates.py services/gateway/help/articles \
		gateway/help/help.h help > $@.tmp && mv $@.tmp $@

$(OUT)/obj/gateway_help.o: $(OUT)/gen/gateway_help.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(BEURT_CFLAGS) -c $< -o $@

$(OUT)/bin/beurt-gateway: $(OUT)/obj/gateway_help.o
$(OUT)/lib/libdomains.a: $(OUT)/obj/gateway_help.o
$(OUT)/lib/libservices.a: $(OUT)/obj/gateway_help.o
