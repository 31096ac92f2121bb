"""Signatures of entries: SSHSIG by `ssh-keygen -Y`, namespace `chunshui`.

A signature is over the entry's own statement, not over a commit, so that it holds after a squash,
a rebase or a change of forge. Keys are those of the people registry; only they are trusted.
Source: ssh-keygen(1), `-Y sign` and `-Y verify`; ALLOWED SIGNERS.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

NAMESPACE: Final = "chunshui"
_PROGRAM: Final = "ssh-keygen"
_SECONDS: Final = 60
"""Long enough to type a passphrase or to touch a security key."""
_KEY: Final = re.compile(r"([a-z0-9@.-]+) +([A-Za-z0-9+/]+=*)(?: .*)?")
_BEGIN: Final = "-----BEGIN SSH SIGNATURE-----"
_END: Final = "-----END SSH SIGNATURE-----"
_WIDTH: Final = 70
_SIGNER: Final = "signer"
"""Under what name keys are allowed: whose they are is known already."""


class Refusal(NamedTuple):
    """Why nothing was signed."""

    reason: str
    """Chinese."""


def sign(data: bytes, key: str) -> str | Refusal:
    """Return the signature of data, base64 without line ends.

    `key` is a file (private, or public with its private key in the agent) or, as Git allows it in
    `user.signingkey`, a public key written out.
    """
    with TemporaryDirectory() as folder:
        file = key
        literal = key.removeprefix("key::")
        if _KEY.fullmatch(literal) is not None:
            written = Path(folder) / "key.pub"
            written.write_text(f"{literal}\n", encoding="ascii")
            file = str(written)
        done = _run("-Y", "sign", "-n", NAMESPACE, "-f", str(Path(file).expanduser()), data=data)
    if isinstance(done, Refusal):
        return done
    text = done.stdout.decode("ascii", "replace")
    if done.returncode or _BEGIN not in text:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
        return Refusal(f"用密钥 {key} 签不了名：{said or '没有说明原因'}")
    return "".join(text.partition(_BEGIN)[2].partition(_END)[0].split())


def commit_signed_by(data: bytes, armoured: str, keys: Iterable[str]) -> bool | Refusal:
    """Return whether one of the public keys signed a commit (`git commit -S` with
    `gpg.format=ssh`); `armoured` is the signature as Git keeps it."""
    text = "".join(armoured.partition(_BEGIN)[2].partition(_END)[0].split())
    return signed_by(data, text, keys, "git") if text else False


def signed_by(
    data: bytes, signature: str, keys: Iterable[str], namespace: str = NAMESPACE
) -> bool | Refusal:
    """Return whether one of the public keys signed exactly these data."""
    allowed = "".join(f"{_SIGNER} {key}\n" for key in map(bare_key, keys) if key is not None)
    if not allowed:
        return False
    lines = [signature[at : at + _WIDTH] for at in range(0, len(signature), _WIDTH)]
    with TemporaryDirectory() as folder:
        signers, armoured = Path(folder) / "signers", Path(folder) / "signature"
        signers.write_text(allowed, encoding="ascii")
        armoured.write_text("\n".join([_BEGIN, *lines, _END, ""]), encoding="utf-8")
        done = _run(
            "-Y", "verify", "-n", namespace, "-f", str(signers), "-I", _SIGNER,
            "-s", str(armoured), data=data,
        )  # fmt: skip
    return done if isinstance(done, Refusal) else done.returncode == 0


def bare_key(key: str) -> str | None:
    """Return type and key of a public key without options or comment, None where it is none."""
    found = _KEY.fullmatch(key.strip())
    return None if found is None else f"{found[1]} {found[2]}"


def _run(*arguments: str, data: bytes) -> subprocess.CompletedProcess[bytes] | Refusal:
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, arguments of ours, no shell
            [_PROGRAM, *arguments], input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except FileNotFoundError:
        return Refusal("本机没有 ssh-keygen，签不了名也验不了签名；请安装 OpenSSH")
    except subprocess.TimeoutExpired:
        return Refusal(f"ssh-keygen {_SECONDS} 秒没有回应")
