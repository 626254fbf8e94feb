# Beurt. `make` builds every program into build/bin/; `make demo` runs the whole product;
# `make test` runs every test. `make help` lists the rest.
SHELL := /bin/bash
BUILD ?= build
PYTHON := /usr/bin/python3

# SANITIZE=address,undefined (or thread) builds everything with that sanitizer, in its own
# folder; CRASH_POINTS=1 arms the labelled crash points of the fault tests, in its own too.
comma := ,
VARIANT := $(if $(SANITIZE),-$(subst $(comma),-,$(SANITIZE)))$(if $(CRASH_POINTS),-crash)
OUT := $(BUILD)$(if $(VARIANT),/variant$(VARIANT))

ifeq ($(origin CC),default)
CC := gcc
endif
PACKAGES := rdkafka libpq jansson libmicrohttpd uuid libcurl libsodium libxml-2.0 zlib \
	pangocairo cairo-pdf libjpeg libidn2 libcrypto libqrencode
CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Werror -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wformat=2 -Wundef -Wvla -Wswitch-enum -Wcast-qual \
	-Wwrite-strings -Wpointer-arith -Wdouble-promotion -fno-common \
	-Wno-missing-field-initializers # rows of tables say only what differs from zero
ifneq (,$(findstring gcc,$(shell $(CC) --version 2>/dev/null | head -1)))
WARNINGS += -Wlogical-op -Wduplicated-cond -Wduplicated-branches -Wjump-misses-init
endif
HARDENING := -fstack-protector-strong $(if $(SANITIZE),,-D_FORTIFY_SOURCE=2)
PACKAGE_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PACKAGES) 2>/dev/null))
VERSION := $(shell cat VERSION 2>/dev/null || echo 0.1.0)
BEURT_CFLAGS := -std=gnu17 -D_GNU_SOURCE $(CFLAGS) $(WARNINGS) $(HARDENING) -fPIE -MMD -MP \
	-DBEURT_VERSION='"$(VERSION)"' $(PACKAGE_CFLAGS) -Ilibcommon -Iservices -I$(OUT)/gen \
	$(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer) \
	$(if $(CRASH_POINTS),-DBEURT_CRASH_POINTS)
BEURT_LDFLAGS := -pie -Wl,-z,relro,-z,now $(if $(SANITIZE),-fsanitize=$(SANITIZE))
# C11's threads, which librdkafka uses, as ThreadSanitizer can follow them.
TSAN_O := $(if $(findstring thread,$(SANITIZE)),$(OUT)/obj/tests/support/tsan_threads.o)
LIBS := $(TSAN_O) -Wl,--as-needed $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lcsv -lunistring -lm -lpthread

# `make V=1` shows every command.
Q := $(if $(V),,@)
say = $(if $(V),,@printf '%-8s %s\n' $(1) $(2))

# --- generated: contracts and migrations --------------------------------------------------
SCHEMAS := $(filter-out %/package.json,$(wildcard proto/common/*.json proto/invoice/*.json \
	proto/reminder/*.json proto/inspection/*.json proto/notification/*.json \
	proto/fleet/*.json proto/gateway/*.json))
GEN_STAMP := $(OUT)/gen/.stamp
$(GEN_STAMP): $(SCHEMAS) $(wildcard proto/gen/*.py) proto/asyncapi.json
	@mkdir -p $(@D)/gen
	$(Q)$(PYTHON) proto/gen/generate.py --out $(OUT)/gen/gen
	@touch $@

# Tables of flow/ come first in every service's schema.
define MIGRATIONS
$(OUT)/gen/migrations_$(1).c: $(wildcard libcommon/flow/migrations/*.sql services/$(1)/migrations/*.sql) deploy/gen_migrations.py
	@mkdir -p $$(@D)
	$(Q)$(PYTHON) deploy/gen_migrations.py $(1) > $$@.tmp && mv $$@.tmp $$@
endef
SCHEMA_SERVICES := $(patsubst services/%/migrations,%,$(wildcard services/*/migrations))
$(foreach s,$(SCHEMA_SERVICES),$(eval $(call MIGRATIONS,$(s))))

# --- objects ------------------------------------------------------------------------------
COMMON_C := $(wildcard libcommon/*/*.c)
SERVICES := $(patsubst services/%/main.c,%,$(wildcard services/*/main.c))
service_c = $(wildcard services/$(1)/*.c services/$(1)/*/*.c)
object = $(patsubst %.c,$(OUT)/obj/%.o,$(1))

GEN_C = $(wildcard $(OUT)/gen/gen/*.c)
COMMON_LIB := $(OUT)/lib/libbeurt.a

$(OUT)/obj/%.o: %.c $(GEN_STAMP)
	@mkdir -p $(@D)
	$(call say,compile,$<)
	$(Q)$(CC) $(BEURT_CFLAGS) -c $< -o $@

# One translation unit holds every generated table: the list is only known after generation.
$(OUT)/obj/generated.o: $(GEN_STAMP)
	@mkdir -p $(@D)
	@for f in $(OUT)/gen/gen/*.c; do echo "#include \"$$(realpath $$f)\""; done > $(OUT)/gen/all.c
	$(Q)$(CC) $(BEURT_CFLAGS) -c $(OUT)/gen/all.c -o $@

$(OUT)/obj/migrations_%.o: $(OUT)/gen/migrations_%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(BEURT_CFLAGS) -c $< -o $@

$(COMMON_LIB): $(call object,$(COMMON_C)) $(OUT)/obj/generated.o
	@mkdir -p $(@D)
	@rm -f $@
	$(Q)ar rcs $@ $^

# Parts of other services a program links: the rules `beurt-ctl try` runs.
extra_c_ctl := services/gateway/password.c services/gateway/store_dealer.c \
	services/gateway/store_rows.c services/gateway/domain/cursor.c \
	$(wildcard services/invoice/domain/*.c services/invoice/intake/*.c \
	services/reminder/domain/*.c services/reminder/list/advice.c services/reminder/list/why*.c) \
	services/notification/domain/gsm7.c services/notification/domain/window.c \
	services/notification/domain/holiday.c services/notification/domain/consent.c
extra_o_ctl := $(foreach s,$(SCHEMA_SERVICES),$(OUT)/obj/migrations_$(s).o)

define PROGRAM
$(OUT)/bin/beurt-$(1): $(call object,$(call service_c,$(1)) $(extra_c_$(1))) \
		$(if $(wildcard services/$(1)/migrations),$(OUT)/obj/migrations_$(1).o) \
		$(extra_o_$(1)) $(COMMON_LIB)
	@mkdir -p $$(@D)
	$(call say,link,$$@)
	$(Q)$(CC) $(BEURT_LDFLAGS) $$^ $(LIBS) -o $$@
endef
$(foreach s,$(SERVICES),$(eval $(call PROGRAM,$(s))))

PROGRAMS := $(SERVICES:%=$(OUT)/bin/beurt-%)
$(PROGRAMS): | $(TSAN_O)

.DEFAULT_GOAL := all
.PHONY: all programs generate clean help
all: programs
programs: $(PROGRAMS)
generate: $(GEN_STAMP)

# --- unit tests: tests/unit/<mirror of the sources>/test_x.c, one program each -------------
UNIT_C := $(wildcard tests/unit/*.c tests/unit/*/*.c tests/unit/*/*/*.c)
UNIT_BIN := $(patsubst tests/unit/%.c,$(OUT)/unit/%,$(UNIT_C))
$(UNIT_BIN): | $(TSAN_O)
UNIT_SERVICE_C := $(wildcard services/*/domain/*.c services/invoice/intake/*.c \
	services/notification/mail/*.c services/notification/push/*.c \
	services/notification/sms/*.c services/notification/print/*.c \
	services/gateway/report/*.c services/gateway/pages/*.c \
	services/fleet/register/*.c services/gateway/lights/*.c \
	services/gateway/connect/sheet.c services/gateway/connect/mapping.c \
	services/gateway/password.c)
$(OUT)/lib/libdomains.a: $(call object,$(UNIT_SERVICE_C))
	@mkdir -p $(@D)
	@rm -f $@
	$(Q)ar rcs $@ $^
$(OUT)/unit/%: tests/unit/%.c $(OUT)/lib/libdomains.a $(COMMON_LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(BEURT_CFLAGS) -Itests/support -DTEST_DATA='"tests/data"' $(BEURT_LDFLAGS) $< \
		$(OUT)/lib/libdomains.a $(COMMON_LIB) -lcmocka $(LIBS) -o $@
.PHONY: unit-programs unit
unit-programs: $(UNIT_BIN)
unit: unit-programs
	@for t in $(UNIT_BIN); do $$t || exit 1; done

clean:
	rm -rf $(BUILD)

-include $(shell find $(OUT)/obj -name '*.d' 2>/dev/null)

# The parts with a life of their own: demo, tests, benchmarks, portal.
-include deploy/make/*.mk
