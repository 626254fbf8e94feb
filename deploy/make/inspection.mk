# SPDX-License-Identifier: Apache-2.0
# The checklist every garage starts with is compiled into the program.
$(OUT)/gen/inspection_preset.c: services/inspection/checklist/preset-nl.json deploy/gen_checklist.py
	@mkdir -p $(@D)
	$(Q)$(PYTHON) deploy/gen_checklist.py $< > $@.tmp && mv $@.tmp $@

$(OUT)/obj/inspection_preset.o: $(OUT)/gen/inspection_preset.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(BEURT_CFLAGS) -c $< -o $@

$(OUT)/bin/beurt-inspection: $(OUT)/obj/inspection_preset.o
$(OUT)/lib/libdomains.a: $(OUT)/obj/inspection_preset.o
$(OUT)/lib/libservices.a: $(OUT)/obj/inspection_preset.o

# Unit tests hold what form/ makes of a draft against its rules: those files need no server.
$(OUT)/lib/libdomains.a: $(patsubst %.c,$(OUT)/obj/%.o,$(wildcard services/inspection/form/*.c))
