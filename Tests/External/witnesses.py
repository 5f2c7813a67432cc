"""A log and a witness of C2SP, written anew from the specifications, and the program's witness.

tlog-checkpoint, signed-note, tlog-cosignature and tlog-witness; trees by RFC 6962, section 2.1.
"""

import http.client
import http.server
import subprocess
import threading
import time
from base64 import b64decode, b64encode
from contextlib import contextmanager
from hashlib import sha256
from urllib.parse import urlparse

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from merkle import root

PLAIN, COSIGNING = b"\x01", b"\x04"


class Key:
    """A private key under a name, for notes or for cosignatures."""

    def __init__(self, name, kind):
        self.name, self.kind = name, kind
        self.private = Ed25519PrivateKey.generate()
        public = kind + self.private.public_key().public_bytes_raw()
        self.id = sha256(name.encode() + b"\n" + public).digest()[:4]
        self.vkey = f"{name}+{self.id.hex()}+{b64encode(public).decode()}"

    def line(self, signature):
        return f"— {self.name} {b64encode(self.id + signature).decode()}\n"

    def sign(self, text):
        assert self.kind == PLAIN
        return self.line(self.private.sign(text.encode()))

    def cosign(self, text, at=None):
        assert self.kind == COSIGNING
        at = int(time.time()) if at is None else at
        signature = self.private.sign(f"cosignature/v1\ntime {at}\n{text}".encode())
        return self.line(at.to_bytes(8, "big") + signature)


def spell(vkey, kind):
    name, identifier, encoded = vkey.split("+", 2)
    public = b64decode(encoded, validate=True)
    assert public[:1] == kind and len(public) == 33
    expected = sha256(name.encode() + b"\n" + public).digest()[:4]
    assert bytes.fromhex(identifier) == expected
    return name, expected, Ed25519PublicKey.from_public_bytes(public[1:])


def split(note):
    text, signatures = note.rsplit("\n\n", 1)
    assert signatures.endswith("\n")
    return text + "\n", signatures[:-1].split("\n")


def signatures(note, vkey, kind):
    """What the note bears under a key's name and id."""
    name, identifier, public = spell(vkey, kind)
    text, lines = split(note)
    for line in lines:
        mark, named, encoded = line.split(" ")
        assert mark == "—"
        decoded = b64decode(encoded, validate=True)
        if named == name and decoded[:4] == identifier:
            yield text, decoded[4:], public


def is_signed(note, vkey):
    found = list(signatures(note, vkey, PLAIN))
    for text, signature, public in found:
        try:
            public.verify(signature, text.encode())
        except InvalidSignature:
            return False
    return bool(found)


def cosigned_at(note, vkey):
    """The times of the cosignatures, each of which verifies."""
    times = []
    for text, signature, public in signatures(note, vkey, COSIGNING):
        assert len(signature) == 72
        at = int.from_bytes(signature[:8], "big")
        public.verify(signature[8:], f"cosignature/v1\ntime {at}\n{text}".encode())
        times.append(at)
    return times


def consistency(leaves, old):
    """PROOF of RFC 6962, section 2.1.2."""

    def subproof(old, leaves, is_whole):
        if old == len(leaves):
            return [] if is_whole else [root(leaves)]
        split = 1 << (len(leaves) - 1).bit_length() - 1
        if old <= split:
            return subproof(old, leaves[:split], is_whole) + [root(leaves[split:])]
        return subproof(old - split, leaves[split:], False) + [root(leaves[:split])]

    return subproof(old, leaves, True) if old else []


def is_consistent(old, new, old_root, new_root, proof):
    """RFC 9162, section 2.1.4.2."""
    if old == 0 or old == new:
        return not proof and (old == 0 or old_root == new_root)
    proof = list(proof)
    if old & (old - 1) == 0:
        proof.insert(0, old_root)
    if not proof:
        return False
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = proof[0]
    for c in proof[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == old_root and sr == new_root


def node(left, right):
    return sha256(b"\x01" + left + right).digest()


class Log:
    """A log that shows whatever lines it is given."""

    def __init__(self, origin, lines=(), key=None):
        self.origin, self.lines = origin, list(lines)
        self.key = key or Key(origin, PLAIN)

    def fork(self, lines):
        return Log(self.origin, lines, self.key)

    def note(self, size=None):
        size = len(self.lines) if size is None else size
        head = b64encode(root(self.lines[:size])).decode()
        text = f"{self.origin}\n{size}\n{head}\n"
        return text + "\n" + self.key.sign(text)

    def request(self, old, size=None, proof=None):
        size = len(self.lines) if size is None else size
        if proof is None:
            proof = consistency(self.lines[:size], old)
        hashes = "".join(b64encode(hash).decode() + "\n" for hash in proof)
        return f"old {old}\n{hashes}\n{self.note(size)}"


def post(url, body, timeout=20):
    """Status, content type and body."""
    address = urlparse(url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=timeout)
    try:
        body = body if isinstance(body, bytes) else body.encode()
        connection.request("POST", address.path.rstrip("/") + "/add-checkpoint", body)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Content-Type"), answer.read().decode()
    finally:
        connection.close()


class OwnWitness:
    """A witness that the program serves."""

    def __init__(self, program, folder, name):
        self.program, self.folder = program, folder
        self.vkey = self.run("init", folder, "--name", name).strip()

    def run(self, *arguments):
        done = subprocess.run(
            [self.program, "witness", *map(str, arguments)], capture_output=True, timeout=60)
        assert done.returncode == 0, (arguments, done.returncode, done.stderr.decode())
        return done.stdout.decode()

    def trust(self, vkey, *more):
        self.run("trust", self.folder, "--log", vkey, *more)

    def start(self):
        process = subprocess.Popen(
            [self.program, "witness", "serve", self.folder, "--port", "0"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        url = process.stdout.readline().decode().strip()
        assert url.startswith("http://127.0.0.1:"), process.communicate(timeout=10)
        return process, url

    @contextmanager
    def serving(self):
        process, url = self.start()
        try:
            yield url
        finally:
            process.terminate()
            assert process.wait(timeout=20) == 0, process.stderr.read().decode()


class ForeignWitness:
    """A witness that shares no code with the program's; `reply` may answer in its place."""

    def __init__(self, name):
        self.key = Key(name, COSIGNING)
        self.trusted, self.seen, self.requests, self.reply = {}, {}, [], None

    def answer(self, body):
        self.requests.append(body)
        if self.reply:
            return self.reply(self, body)
        head, note = body.split("\n\n", 1)
        old, *hashes = head.split("\n")
        origin, size, encoded = note.split("\n")[:3]
        old, size, new_root = int(old.removeprefix("old ")), int(size), b64decode(encoded)
        if origin not in self.trusted:
            return 404, "text/plain", ""
        if not is_signed(note, self.trusted[origin]):
            return 403, "text/plain", ""
        if old > size:
            return 400, "text/plain", ""
        last, last_root = self.seen.get(origin, (0, root([])))
        if old != last or (old == size and new_root != last_root):
            return 409, "text/x.tlog.size", f"{last}\n"
        if not is_consistent(old, size, last_root, new_root, list(map(b64decode, hashes))):
            return 422, "text/plain", ""
        self.seen[origin] = size, new_root
        return 200, "text/plain", self.key.cosign(split(note)[0])

    @contextmanager
    def serving(self):
        witness = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                assert self.path == "/sub/add-checkpoint"
                status, kind, text = witness.answer(body)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                drops = [text.encode()] if isinstance(text, str) else text
                if isinstance(text, str):
                    self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                try:
                    for drop in drops:
                        self.wfile.write(drop)
                except ConnectionError:
                    pass

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/sub"
        finally:
            server.shutdown()
            server.server_close()
