# SPDX-License-Identifier: Apache-2.0
"""Reads C as far as the lints need it: text without comments, includes, functions.

It relies on the project's layout (Linux braces): a function's body starts with a brace in
the first column and ends with one. What does not look like that is not C of this project.
"""
import re

CONTROL = ("if", "for", "while", "switch", "do", "else")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
EXCEPTION = re.compile(r"lint-ok:\s*([a-z_ -]+?):\s*(\S.*)")
# Comments, strings and characters, in the order they are met.
TOKEN = re.compile(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", re.MULTILINE)
BLOCK = re.compile(r"(?:\)\s+|\belse\s*|\bdo\s*|[;{}:]\s*)$")


class Function:
    """One function: name, line of its opening brace, parameters, body without comments."""

    def __init__(self, name, line, params, body, is_static):
        self.name, self.line, self.params, self.body = name, line, params, body
        self.is_static = is_static

    @property
    def lines(self):
        """Lines between the braces, comments and empty lines included."""
        return max(0, self.body.count("\n") - 1)

    @property
    def is_table(self):
        """A switch or a table makes long functions easy to read."""
        return "switch (" in self.body or re.search(r"\[\]\s*=\s*{", self.body)

    @property
    def nesting(self):
        return deepest_block(self.body)


class Source:
    def __init__(self, path, name):
        self.path, self.name = path, name
        self.text = path.read_text(encoding="utf-8")
        self.code = blank(self.text)

    @property
    def includes(self):
        """(line, kind '<' or '"', path) of every include."""
        found = []
        for match in INCLUDE.finditer(without_comments(self.text)):
            found.append((self.text.count("\n", 0, match.start(2)) + 1, *match.groups()))
        return found

    @property
    def functions(self):
        return find_functions(without_directives(self.code))

    def exceptions(self):
        """{line: (check, reason)}: the marked line and the three after it."""
        found = {}
        for number, line in enumerate(self.text.splitlines(), 1):
            match = EXCEPTION.search(line)
            if match:
                for covered in range(number, number + 4):
                    found.setdefault(covered, []).append(match.groups())
        return found

    def exempts(self, line, check):
        return any(name == check for name, _ in self.exceptions().get(line, ()))


def _spaces(text):
    return re.sub(r"[^\n]", " ", text)


def blank(text):
    """Comments and the insides of strings as spaces; every line keeps its number."""
    def hide(match):
        token = match[0]
        if token[0] == "/":
            return _spaces(token)
        return token[0] + _spaces(token[1:-1]) + token[-1]
    return TOKEN.sub(hide, text)


def without_comments(text):
    return TOKEN.sub(lambda m: _spaces(m[0]) if m[0][0] == "/" else m[0], text)


def without_directives(code):
    return DIRECTIVE.sub(lambda m: _spaces(m[0]), code)


def find_functions(code):
    functions, start = [], 0
    for match in re.finditer(r"^{.*?^}", code, re.MULTILINE | re.DOTALL):
        head = code[start:match.start()]
        head = re.split(r"[;}]", head)[-1] if not head.rstrip().endswith(")") \
            else _last_statement(head)
        start = match.end()
        name, params = parse_head(head)
        if name:
            functions.append(Function(name, code.count("\n", 0, match.start()) + 1, params,
                                      match[0], bool(re.search(r"\bstatic\b", head))))
    return functions


def _last_statement(head):
    """What follows the last ; or } at the outer level, before the function's head ends."""
    depth = 0
    for at in range(len(head) - 1, -1, -1):
        depth += (head[at] == ")") - (head[at] == "(")
        if depth == 0 and head[at] in ";}":
            return head[at + 1:]
    return head


def parse_head(head):
    """(name, list of parameters) of `static int f(struct a *b, int c)`; ("", []) if none."""
    flat = re.sub(r"__attribute__\s*\(\(.*?\)\)", " ", " ".join(head.split()))
    if not flat.endswith(")"):
        return "", []
    depth = 0
    for at in range(len(flat) - 1, -1, -1):
        depth += (flat[at] == ")") - (flat[at] == "(")
        if depth == 0:
            break
    name = re.search(r"(\w+)\s*$", flat[:at])
    if not name:
        return "", []
    return name[1], split_params(flat[at + 1:-1])


def split_params(text):
    params, depth, part = [], 0, ""
    for char in text:
        depth += (char in "([") - (char in ")]")
        if char == "," and depth == 0:
            params.append(part.strip())
            part = ""
        else:
            part += char
    params.append(part.strip())
    return [param for param in params if param not in ("", "void")]


def deepest_block(body):
    """How many blocks lie inside each other in a function's body, itself not counted.

    A brace opens a block after `)` and a space, `else`, `do` or a statement; what follows
    `=`, `(`, `,` or `){` directly is a value.
    """
    deepest, stack = 0, []
    for at, char in enumerate(body):
        if char == "{":
            in_value = bool(stack) and not stack[-1]
            stack.append(not in_value and (at == 0 or bool(BLOCK.search(
                body[max(0, at - 40):at]))))
            deepest = max(deepest, sum(stack) - 1)
        elif char == "}" and stack:
            stack.pop()
    return deepest
