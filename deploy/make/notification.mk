# SPDX-License-Identifier: Apache-2.0
# The letters' templates are compiled into the program; the unit tests fill them too.
NOTIFICATION_TEMPLATES := $(wildcard services/notification/templates/*.* \
	services/notification/templates/*/*.*)

$(OUT)/gen/notification_templates.c: $(NOTIFICATION_TEMPLATES) deploy/gen_templates.py
	@mkdir -p $(@D)
	$(PYTHON) deploy/gen_templates.py services/notification/templates > $@.tmp && mv $@.tmp $@

$(OUT)/obj/notification_templates.o: $(OUT)/gen/notification_templates.c
	@mkdir -p $(@D)
	$(CC) $(BEURT_CFLAGS) -c $< -o $@

$(OUT)/bin/beurt-notification: $(OUT)/obj/notification_templates.o
$(OUT)/lib/libdomains.a: $(OUT)/obj/notification_templates.o
$(OUT)/lib/libservices.a: $(OUT)/obj/notification_templates.o
