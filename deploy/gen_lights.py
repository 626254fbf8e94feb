# SPDX-License-Identifier: Apache-2.0
"""Print the warning lights of a dashboard as C tables: services/gateway/lights/*.json and
its pictures. Whatever leads nowhere, leads in a circle, lacks a language or a picture, or
is more than the tables hold stops the build with the place named.

Usage: gen_lights.py FOLDER > gateway_lights.c
"""
import json
import pathlib
import re
import sys

from gen_templates import c_text

FILES = ("red", "orange", "other")
TONGUES = ("nl", "en")
COLOURS = {"red": "LIGHT_RED", "orange": "LIGHT_ORANGE", "green": "LIGHT_GREEN",
           "blue": "LIGHT_BLUE"}
URGENCIES = {"stop": "LIGHT_STOP", "days": "LIGHT_DAYS", "wait": "LIGHT_WAIT"}
THENS = {"call": "LIGHT_CALL", "book": "LIGHT_BOOK", "self": "LIGHT_SELF"}
FUELS = {"petrol": "LIGHT_PETROL", "diesel": "LIGHT_DIESEL", "electric": "LIGHT_ELECTRIC"}
ANSWERS_MAX, STEPS_MAX, NODES_MAX, DEPTH_MAX = 4, 4, 12, 8


class Wrong(Exception):
    pass


def need(holds, place, what):
    if not holds:
        raise Wrong(f"{place}: {what}")


def texts(place, pair):
    need(all(pair.get(tongue) for tongue in TONGUES), place, "a text in nl and en is needed")
    return "{ " + ", ".join(c_text(pair[tongue]).strip() for tongue in TONGUES) + " }"


def order(light, ends):
    """The light's nodes by name, its beginning first, each once."""
    place, found = light["id"], {}

    def visit(name, above):
        need(name not in above, place, f"'{name}' leads in a circle")
        need(len(above) < DEPTH_MAX, place, f"more than {DEPTH_MAX} questions deep")
        node = light.get("questions", {}).get(name) or light.get("ends", {}).get(name) \
            or ends.get(name)
        need(node, place, f"'{name}' is neither a question nor an end")
        found.setdefault(name, node)
        for answer in node.get("answers", ()):
            visit(answer["to"], (*above, name))

    visit(light["start"], ())
    own = {*light.get("questions", {}), *light.get("ends", {})}
    need(own <= set(found), place, f"nothing leads to {sorted(own - set(found))}")
    need(len(found) <= NODES_MAX, place, f"more than {NODES_MAX} nodes")
    return found


def question(place, node, names):
    answers = node["answers"]
    need(2 <= len(answers) <= ANSWERS_MAX, place, f"takes 2 to {ANSWERS_MAX} answers")
    rows = ", ".join(f"{{ {texts(place, answer)}, {names.index(answer['to'])} }}"
                     for answer in answers)
    return f".answers = {{ {rows} }}, .answers_count = {len(answers)}"


def end(place, node):
    steps = list(zip(*(node["steps"][tongue] for tongue in TONGUES), strict=True))
    need(1 <= len(steps) <= STEPS_MAX, place, f"takes 1 to {STEPS_MAX} steps")
    rows = ", ".join(texts(place, dict(zip(TONGUES, step))) for step in steps)
    return (f".urgency = {URGENCIES[node['urgency']]}, .then = {THENS[node['then']]}, "
            f".steps = {{ {rows} }}, .steps_count = {len(steps)}")


def nodes(light, ends):
    found = order(light, ends)
    names = list(found)
    for name, node in found.items():
        place = f"{light['id']}/{name}"
        rest = question(place, node, names) if "answers" in node else end(place, node)
        yield f"\t{{ .texts = {texts(place, node['text'])}, {rest} }},"


def picture(folder, light):
    path = folder / "pictures" / f"{light['id']}.svg"
    need(path.is_file(), light["id"], f"has no picture {path}")
    inner = re.fullmatch(r"<!--.*?-->\s*<svg [^>]*>(.*)</svg>\s*", path.read_text(), re.DOTALL)
    need(inner and not re.search(r"\bon\w+=|href|style=|<(?!/?(g|path|circle|rect)\b)",
                                 inner[1]), path, "only g, path, circle and rect")
    return c_text(inner[1].strip())


def fuels(light):
    return " | ".join(FUELS[fuel] for fuel in light.get("fuels", FUELS))


def main(folder):
    root = pathlib.Path(folder)
    ends = json.loads((root / "ends.json").read_text(encoding="utf-8"))
    lights = [light for name in FILES
              for light in json.loads((root / f"{name}.json").read_text(encoding="utf-8"))]
    need(len({light["id"] for light in lights}) == len(lights), root, "an id is there twice")
    print('#include "gateway/lights/lights.h"\n')
    for light in lights:
        need(re.fullmatch(r"[a-z][a-z_]{1,38}", light["id"]), light["id"], "is no id")
        print(f"static const struct light_node NODES_{light['id']}[] = {{")
        print("\n".join(nodes(light, ends)), end="\n};\n")
    print("const struct light lights[] = {")
    for light in lights:
        print(f'\t{{ "{light["id"]}", {COLOURS[light["colour"]]}, {fuels(light)},')
        for name in ("name", "meaning", "words"):
            print(f"\t  {texts(light['id'], light[name])},")
        print(f"{picture(root, light)},\n\t  NODES_{light['id']}, "
              f"sizeof(NODES_{light['id']}) / sizeof(struct light_node) }},")
    print(f"}};\nconst size_t lights_count = {len(lights)};")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Wrong as wrong:
        sys.exit(f"gen_lights: {wrong}")
