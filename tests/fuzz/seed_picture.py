# SPDX-License-Identifier: Apache-2.0
"""Seeds of the picture fuzzer: grey JPEG pictures, whole, cut off, and with wrong sizes.

Usage: seed_picture.py FOLDER
"""
import pathlib
import struct
import sys


def segment(mark, content):
    return bytes((0xff, mark)) + struct.pack(">H", len(content) + 2) + content


def grey(width=8, height=8):
    """One component, a Huffman table with the one code that ends a block."""
    table = bytes([1] + [0] * 15 + [0])
    return (b"\xff\xd8" + segment(0xdb, bytes([0]) + b"\x01" * 64)
            + segment(0xc0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")
            + segment(0xc4, b"\0" + table) + segment(0xc4, b"\x10" + table)
            + segment(0xda, b"\1\1\0\0\x3f\0") + b"\x3f" * (1 + width * height // 64)
            + b"\xff\xd9")


def main(folder):
    whole = grey()
    seeds = {"whole": whole, "large": grey(64, 48), "cut": whole[:-6],
             "wide": grey(65000, 65000)[:400], "head": whole[:20], "empty": b""}
    for name, data in seeds.items():
        (pathlib.Path(folder) / name).write_bytes(data)


if __name__ == "__main__":
    main(sys.argv[1])
