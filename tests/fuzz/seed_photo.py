# SPDX-License-Identifier: Apache-2.0
"""Seeds of fuzz_photo: small pictures with everything a camera writes beside them.

Usage: seed_photo.py DIR
"""
import struct
import sys
import zlib
from pathlib import Path


def segment(mark, content):
    return bytes((0xff, mark)) + struct.pack(">H", len(content) + 2) + content


def chunk(kind, content=b""):
    return (struct.pack(">I", len(content)) + kind + content
            + struct.pack(">I", zlib.crc32(kind + content)))


def jpeg(*more):
    scan = segment(0xda, b"\x01\x01\x00\x00\x3f\x00") + b"ab\xff\x00cd\xff\xd0ef"
    return (b"\xff\xd8" + segment(0xe0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + b"".join(more)
            + segment(0xdb, bytes(65)) + segment(0xc0, b"\x08\0\1\0\1\1\1\x11\0")
            + scan + b"\xff\xd9")


def png(*more):
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
            + b"".join(more) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND"))


SEEDS = {
    "bare.jpg": jpeg(),
    "exif.jpg": jpeg(segment(0xe1, b"Exif\0\0GPS"), segment(0xfe, b"remark")),
    "adobe.jpg": jpeg(segment(0xe2, b"ICC_PROFILE\0"), segment(0xee, b"Adobe\0")),
    "scans.jpg": jpeg(segment(0xda, b"\1\1\0\0\x3f\0") + b"xy", segment(0xe1, b"Exif\0\0")),
    "bare.png": png(),
    "words.png": png(chunk(b"tEXt", b"Author\0me"), chunk(b"eXIf", b"GPS"),
                     chunk(b"gAMA", b"\0\0\xb1\x8f")),
}


def main(folder):
    for name, content in SEEDS.items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
