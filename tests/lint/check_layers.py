# SPDX-License-Identifier: Apache-2.0
"""Layers include only downwards, and each library of others has one home."""
from project import Finding

ORDER = ("base", "sys", "msg", "pg", "bus", "http", "flow", "app")
# Layers beside the ladder: what they may include.
BESIDE = {"text": ("base", "sys", "text"), "doc": ("base", "sys", "doc")}
# Header of a library of others → where it may be included.
HOMES = {
    "jansson.h": ("libcommon/msg/", "libcommon/http/"),
    "libpq-fe.h": ("libcommon/pg/",),
    "libpq/": ("libcommon/pg/",),
    "librdkafka/": ("libcommon/bus/", "services/broker/"),
    "microhttpd.h": ("libcommon/http/",),
    "curl/": ("libcommon/text/", "libcommon/http/"),
    "libxml/": ("services/invoice/intake/",),
    "csv.h": ("services/invoice/intake/",),
    "sodium.h": ("libcommon/sys/", "libcommon/base/", "libcommon/pg/", "services/gateway/",
                 "services/notification/mail/", "services/notification/push/",
                 "services/notification/print/", "services/inspection/form/"),
    "openssl/": ("services/notification/push/",),
    "uuid/": ("libcommon/sys/", "libcommon/base/"),
    "idn2.h": ("libcommon/text/",),
    "unicase.h": ("libcommon/text/",),
    "uninorm.h": ("libcommon/text/",),
    "zlib.h": ("libcommon/http/",),
    "cairo-pdf.h": ("libcommon/doc/",),
    "qrencode.h": ("libcommon/doc/",),
    "cairo.h": ("libcommon/doc/",),
    "pango/": ("libcommon/doc/",),
    "jpeglib.h": ("libcommon/doc/",),
    "cmocka.h": ("tests/",),
}
# A service's folder → the other services' folders it may include.
GUESTS = {"ctl": ("invoice/domain/", "invoice/intake/", "reminder/domain/", "notification/domain/",
                  "reminder/list/why.h", "gateway/password.h", "gateway/store.h")}


def allowed_layers(layer):
    if layer in BESIDE:
        return BESIDE[layer]
    return ORDER[:ORDER.index(layer) + 1] + (("text",) if layer in ("app",) else ())


def layer_of(include):
    """The layer an include belongs to; generated contracts count as msg."""
    head = include.split("/")[0]
    return "msg" if head == "gen" else head


def check_layers(project):
    """includes go downwards only: base < sys < msg < pg < bus < http < flow < app"""
    known = set(ORDER) | set(BESIDE)
    for source in project.product_sources:
        parts = source.name.split("/")
        for line, kind, include in source.includes:
            if kind != '"':
                continue
            if "/" not in include:
                yield Finding(source.name, line, "layers",
                              f'"{include}" is not qualified by its folder')
            elif parts[0] == "libcommon":
                layer, wanted = parts[1], layer_of(include)
                if wanted not in known:
                    yield Finding(source.name, line, "layers",
                                  f'layer {layer} includes "{include}", which is no layer')
                elif wanted not in allowed_layers(layer):
                    yield Finding(source.name, line, "layers",
                                  f'layer {layer} includes "{include}" of {wanted} above it')
            elif layer_of(include) not in known:
                yield from check_guest(source, line, include, parts[1])


def check_guest(source, line, include, service):
    if include.startswith(f"{service}/") or include.startswith(GUESTS.get(service, ())):
        return
    yield Finding(source.name, line, "layers",
                  f'service {service} includes "{include}" of another service')


def check_homes(project):
    """a library of others is used in one place only"""
    for source in project.sources:
        if source.name.startswith("tests/"):
            continue
        for line, kind, include in source.includes:
            home = next((places for header, places in HOMES.items()
                         if include == header or
                         (header.endswith("/") and include.startswith(header))), None)
            if kind == "<" and home and not source.name.startswith(home):
                yield Finding(source.name, line, "homes",
                              f"<{include}> belongs in {' or '.join(home)} only")
