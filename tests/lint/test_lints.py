# SPDX-License-Identifier: Apache-2.0
"""The lints find what they are there for: each planted fault is found, good code is not."""
import pathlib
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import check_banned  # noqa: E402
import check_domain  # noqa: E402
import check_layers  # noqa: E402
import check_rooms  # noqa: E402
import check_shape  # noqa: E402
import check_text  # noqa: E402
from csource import deepest_block, find_functions, parse_head  # noqa: E402
from project import Project  # noqa: E402

HEAD = "/* SPDX-License-Identifier: Apache-2.0 */\n/* What this file hides. */\n"


@pytest.fixture
def tree(tmp_path):
    def plant(**files):
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_dot_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return Project(tmp_path)
    return plant


def texts(findings):
    return [str(finding) for finding in findings]


def plant_c(tree, path, code):
    return tree(**{path.replace("/", "__").replace(".", "_dot_"): HEAD + code})


@pytest.mark.parametrize("path, include", [
    ("libcommon/base/a.c", '"sys/clock.h"'), ("libcommon/pg/a.c", '"bus/topic.h"'),
    ("libcommon/bus/a.c", '"flow/flow.h"'), ("libcommon/text/a.c", '"http/http.h"'),
    ("libcommon/sys/a.c", '"gen/invoice_recorded.h"'),
    ("services/invoice/a.c", '"reminder/domain/apk.h"'),
    ("libcommon/base/a.c", '"err.h"')])
def test_an_include_upwards_or_sideways_is_found(tree, path, include):
    project = plant_c(tree, path, f"#include {include}\n")
    assert len(texts(check_layers.check_layers(project))) == 1


@pytest.mark.parametrize("path, include", [
    ("libcommon/flow/a.c", '"bus/topic.h"'), ("libcommon/msg/a.c", '"base/err.h"'),
    ("services/invoice/a.c", '"invoice/domain/visit.h"'),
    ("services/ctl/a.c", '"reminder/domain/apk.h"'), ("libcommon/app/a.c", '"pg/pg.h"')])
def test_an_include_downwards_is_fine(tree, path, include):
    assert not texts(check_layers.check_layers(plant_c(tree, path, f"#include {include}\n")))


def test_a_commented_include_is_no_include(tree):
    project = plant_c(tree, "libcommon/base/a.c", '/*\n#include "pg/pg.h"\n*/\n')
    assert not texts(check_layers.check_layers(project))


@pytest.mark.parametrize("header", ["jansson.h", "libpq-fe.h", "librdkafka/rdkafka.h",
                                    "microhttpd.h", "libxml/parser.h"])
def test_a_library_away_from_home_is_found(tree, header):
    project = plant_c(tree, "services/reminder/store.c", f"#include <{header}>\n")
    assert len(texts(check_layers.check_homes(project))) == 1


@pytest.mark.parametrize("include", ["<time.h>", "<unistd.h>", '"sys/clock.h"',
                                     '"gen/proposal_state.h"', '"reminder/store.h"'])
def test_rules_that_reach_outside_are_found(tree, include):
    project = plant_c(tree, "services/reminder/domain/apk.c", f"#include {include}\n")
    assert len(texts(check_domain.check_domain_includes(project))) == 1


def test_rules_that_call_outside_are_found_in_the_object(tree, tmp_path):
    tree(services__reminder__migrations__0001_x_dot_sql="", libcommon__base__b_dot_c=HEAD)
    objects = tmp_path / "build/obj/services/reminder/domain"
    objects.mkdir(parents=True)
    source = tmp_path / "x.c"
    source.write_text("#include <string.h>\nlong time(long *);\nunsigned long f(char *a);\n"
                      "unsigned long f(char *a) { return strlen(a) + time(0); }\n")
    subprocess.run(["cc", "-c", "-O0", "-fno-builtin", source, "-o", objects / "x.o"],
                   check=True)
    found = texts(check_domain.check_domain_objects(Project(tmp_path)))
    assert len(found) == 1 and "needs time()" in found[0]


@pytest.mark.parametrize("call", ["strcpy(a, b)", "time(NULL)", "malloc(4)", "sleep(1)",
                                  'printf("x")', 'getenv("X")', "exit(1)", "sscanf(a, b)"])
def test_a_banned_call_is_found(tree, call):
    project = plant_c(tree, "services/invoice/store.c", f"void f(void)\n{{\n\t{call};\n}}\n")
    assert len(texts(check_banned.check_banned(project))) == 1


@pytest.mark.parametrize("line", ["x->time(1);", "mem_free(a);", "/* strcpy(a, b) */",
                                  'log("printf(x)");', "my_exit(1);",
                                  "malloc(4); /* lint-ok: malloc: handed to a library */"])
def test_what_only_looks_banned_is_fine(tree, line):
    project = plant_c(tree, "services/invoice/store.c", f"void f(void)\n{{\n\t{line}\n}}\n")
    assert not texts(check_banned.check_banned(project))


def test_an_exemption_from_nothing_is_found(tree):
    project = plant_c(tree, "services/invoice/store.c", "/* lint-ok: whatever: because */\n")
    assert len(texts(check_banned.check_exceptions(project))) == 1


def test_long_deep_and_greedy_functions_are_found(tree):
    body = "\tint x = 0;\n" * 41
    deep = "\tif (a) {\n\t\tfor (;;) {\n\t\t\tif (b) {\n\t\t\t\twhile (c) {\n\t\t\t\t}\n" \
           "\t\t\t}\n\t\t}\n\t}\n"
    project = plant_c(
        tree, "services/invoice/store.c",
        f"static int long_one(void)\n{{\n{body}}}\n\nint deep_one(int a, int b)\n{{\n{deep}}}\n"
        "\nint greedy(int a, int b, int c,\n\t   int d, int e, int f, struct err *err)\n"
        "{\n\treturn 0;\n}\n")
    found = texts(check_shape.check_functions(project))
    assert len(found) == 3
    assert "41 lines" in found[0] and "nests 4" in found[1] and "6 parameters" in found[2]


def test_values_in_braces_are_no_nesting():
    body = "{\n\tf(&(struct a){ .b = { 1, 2 } }, (const char *[]){ x });\n\tif (a) {\n" \
           "\t\tstruct b c = { { 0 } };\n\t}\n}"
    assert deepest_block(body) == 1


def test_a_functions_head_is_read_over_lines():
    code = "struct a {\n\tint b;\n};\n\nstatic int f(const char *a,\n\t     int (*b)(int, int),\n" \
           "\t     struct err *err)\n{\n\treturn 0;\n}\n"
    (function,) = find_functions(code)
    assert (function.name, len(function.params), function.line) == ("f", 3, 8)
    assert parse_head("static const int X[] =") == ("", [])


def test_long_lines_and_files_are_found(tree):
    project = plant_c(tree, "services/invoice/store.h",
                      "\t\t\t\t/* " + "x" * 60 + " */\n" + "\n" * 160)
    found = texts(check_shape.check_files(project))
    assert len(found) == 2


def test_a_table_laid_out_by_hand_may_be_wide(tree):
    project = plant_c(tree, "services/invoice/store.c", "/* clang-format off */\n" + "x" * 120
                      + "\n/* clang-format on */\n")
    assert not texts(check_shape.check_files(project))


KNOBS = HEAD + '''const struct knob t[] = {
	{ "HTTP_PORT", KNOB_INT, offsetof(struct k, port), "8080", "port", .min = 0 },
	{ "DATABASE_X", KNOB_SECRET, offsetof(struct k, db), NULL,
	  "connection" },
};
'''
README = """# x
## Owns
## Hears
## Says
## Decides
## Knobs
| `BEURT_HTTP_PORT` | `8080` | port |
| `BEURT_DATABASE_X` | | connection |
## Run it alone
"""


def service(tree, readme):
    return tree(services__x__README_dot_md=readme, services__x__knobs_dot_c=KNOBS,
                services__x__migrations__0001_a_dot_sql="")


def test_a_knob_that_is_not_told_is_found(tree):
    assert not texts(check_rooms.check_knobs(service(tree, README)))
    told_wrong = README.replace("8080", "80").replace("DATABASE_X", "DATABASE_Y")
    assert len(texts(check_rooms.check_knobs(service(tree, told_wrong)))) == 3


def test_a_readme_out_of_order_is_found(tree):
    assert not texts(check_rooms.check_readme_order(service(tree, README)))
    swapped = README.replace("Hears", "Z").replace("Says", "Hears").replace("Z", "Says")
    assert len(texts(check_rooms.check_readme_order(service(tree, swapped)))) == 1


def test_a_missing_room_and_a_room_too_many_are_found(tree):
    project = tree(services__x__README_dot_md=README, services__x__knobs_dot_c=KNOBS,
                   services__x__main_dot_c=HEAD, services__x__events_dot_c=HEAD,
                   services__x__helpers_dot_c=HEAD, services__x__domain__a_dot_c=HEAD,
                   services__x__migrations__0001_a_dot_sql="")
    found = texts(check_rooms.check_rooms(project))
    assert len(found) == 2 and "store.c" in found[0] and "helpers.c" in found[1]


def test_missing_licences_comments_and_foreign_paths_are_found(tree):
    project = tree(libcommon__base__a_dot_c="int a;\n",
                   docs__x_dot_md="see /wor" + "k/main/x\n")
    assert len(texts(check_text.check_licences(project))) == 1
    assert len(texts(check_text.check_file_comments(project))) == 1
    assert len(texts(check_text.check_foreign_words(project))) == 1
