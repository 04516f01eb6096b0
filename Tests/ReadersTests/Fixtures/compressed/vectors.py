"""Compressed bytes made with Python's zlib, for InflateTests: one line each of name, length, SHA-256 and base64."""
import base64, hashlib, random, struct, zlib

random.seed(20)
rows = "USUBJID,AGE,ARM\n".encode() + b"".join(
    b"01-70%d-%04d,%d,%s\n" % (i % 9, i, 50 + i * 7 % 40, (b"Placebo", b"High Dose")[i % 2]) for i in range(120))
# Letters whose frequencies are the Fibonacci numbers have codes of up to 15 bits, longer than a root table.
a, b, letters = 1, 1, bytearray()
for k in range(21):
    letters += bytes([97 + k]) * a
    a, b = b, a + b
letters = bytearray(random.sample(list(letters), 12000))
noise = random.randbytes(600)
far = noise + bytes(31000) + noise + b"x" * 700 + b"ab" * 300 + b"abc" * 200 + b"abcdefg" * 90

def packed(data, level=6, wbits=31, strategy=zlib.Z_DEFAULT_STRATEGY, flush=None):
    made = zlib.compressobj(level, zlib.DEFLATED, wbits, 9, strategy)
    if flush is None:
        return made.compress(data) + made.flush()
    half = len(data) // 2
    return made.compress(data[:half]) + made.flush(flush) + made.compress(data[half:]) + made.flush()

def member(data, flags, fields, check=False):
    head = b"\x1f\x8b\x08" + bytes([flags]) + b"\0\0\0\0\0\xff" + fields
    if check:
        head += struct.pack("<H", zlib.crc32(head) & 0xFFFF)
    return head + packed(data, wbits=-15) + struct.pack("<II", zlib.crc32(data), len(data))

extra = struct.pack("<H", 6) + b"AB\x02\x00hi"
vectors = {}
for level in range(10):
    vectors[f"gzip level {level}"] = (rows, packed(rows, level))
    vectors[f"zlib level {level}"] = (rows, packed(rows, level, 15))
for name in ("HUFFMAN_ONLY", "RLE", "FIXED", "FILTERED"):
    vectors[f"zlib strategy {name}"] = (rows, packed(rows, 9, 15, getattr(zlib, "Z_" + name)))
vectors["gzip long codes"] = (bytes(letters), packed(bytes(letters), 9, 31, zlib.Z_HUFFMAN_ONLY))
vectors["gzip far and near repetitions"] = (far, packed(far, 9))
vectors["gzip sync flush"] = (rows, packed(rows, flush=zlib.Z_SYNC_FLUSH))
vectors["zlib full flush"] = (rows, packed(rows, 6, 15, flush=zlib.Z_FULL_FLUSH))
vectors["gzip empty"] = (b"", packed(b""))
vectors["zlib empty"] = (b"", packed(b"", 6, 15))
vectors["gzip one byte"] = (b"a", packed(b"a"))
vectors["gzip all header fields"] = (rows, member(rows, 31, extra + b"name.csv\0a comment\0", check=True))
vectors["gzip name only"] = (rows, member(rows, 8, b"name.csv\0"))
vectors["gzip three members"] = (rows + rows[:9], packed(rows) + packed(b"") + packed(rows[:9], 0))
vectors["gzip zeros behind"] = (rows, packed(rows) + bytes(512))
for name, (data, made) in vectors.items():
    print("\t".join([name, str(len(data)), hashlib.sha256(data).hexdigest(), base64.b64encode(made).decode()]))
