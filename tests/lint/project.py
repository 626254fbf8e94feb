# SPDX-License-Identifier: Apache-2.0
"""What the lints look at: the files git knows or could know, and findings about them."""
import pathlib
import subprocess
from dataclasses import dataclass

from csource import Source


@dataclass(order=True)
class Finding:
    path: str
    line: int
    check: str
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.text} [{self.check}]"


class Project:
    def __init__(self, root, build=None):
        self.root = pathlib.Path(root)
        self.build = pathlib.Path(build or self.root / "build")
        self._sources = None
        self._files = None

    @property
    def files(self):
        """Paths relative to the root, without what git ignores."""
        if self._files is None:
            listing = subprocess.run(
                ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=self.root,
                capture_output=True, check=False)
            if listing.returncode == 0:
                names = listing.stdout.decode().split("\0")
            else:  # an unpacked archive: everything but what builds leave behind
                names = [str(path.relative_to(self.root)) for path in self.root.rglob("*")
                         if not {"build", "node_modules", ".git"} & set(path.parts)]
            self._files = sorted(name for name in set(names)
                                 if name and (self.root / name).is_file())
        return self._files

    def matching(self, *endings, under=""):
        return [name for name in self.files
                if name.endswith(endings) and name.startswith(under)]

    @property
    def sources(self):
        """All C of libcommon, services and tests."""
        if self._sources is None:
            self._sources = [Source(self.root / name, name)
                             for name in self.matching(".c", ".h")
                             if name.startswith(("libcommon/", "services/", "tests/"))]
        return self._sources

    @property
    def product_sources(self):
        return [source for source in self.sources if not source.name.startswith("tests/")]

    @property
    def services(self):
        """Folders with rooms: those that own a schema."""
        return sorted({name.split("/")[1] for name in self.files
                       if name.startswith("services/") and "/migrations/" in name})

    def text(self, name):
        return (self.root / name).read_text(encoding="utf-8")

    def has(self, name):
        return (self.root / name).exists()
