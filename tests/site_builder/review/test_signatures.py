"""Signatures by the real ssh-keygen."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from site_builder.review.signatures import Refusal, bare_key, sign, signed_by


def made_key(folder: Path, name: str) -> tuple[str, str]:
    """A private key's file and its public key."""
    file = folder / name
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(file)], check=True
    )
    return str(file), file.with_suffix(".pub").read_text(encoding="ascii").strip()


def test_only_the_signers_key_over_the_same_data_is_his(tmp_path: Path) -> None:
    private, public = made_key(tmp_path, "his")
    _, other = made_key(tmp_path, "other")
    signature = sign("同意".encode(), private)
    assert isinstance(signature, str) and "\n" not in signature
    assert signed_by("同意".encode(), signature, [other, public]) is True
    assert signed_by("不同意".encode(), signature, [public]) is False
    assert signed_by("同意".encode(), signature, [other]) is False
    assert signed_by("同意".encode(), signature, []) is False
    assert signed_by("同意".encode(), signature[:-8], [public]) is False
    assert signed_by("同意".encode(), "签了", [public]) is False


def test_a_signature_for_another_purpose_is_none_of_ours(tmp_path: Path) -> None:
    private, public = made_key(tmp_path, "his")
    arguments = ["ssh-keygen", "-Y", "sign", "-n", "git", "-f", private]
    done = subprocess.run(arguments, input=b"1", check=True, capture_output=True)
    lines = done.stdout.decode("ascii").splitlines()
    assert signed_by(b"1", "".join(lines[1:-1]), [public]) is False


def test_a_key_that_cannot_sign_is_named(tmp_path: Path) -> None:
    refused = sign(b"1", str(tmp_path / "none"))
    assert isinstance(refused, Refusal)
    assert "none" in refused.reason


def test_a_machine_without_openssh_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    refused = signed_by(b"1", "AAAA", ["ssh-ed25519 AAAA"])
    assert isinstance(refused, Refusal)
    assert "OpenSSH" in refused.reason


def test_options_of_a_registered_key_are_not_followed() -> None:
    assert bare_key("ssh-ed25519 AAAA 注释") == "ssh-ed25519 AAAA"
    assert bare_key('cert-authority,namespaces="git" ssh-ed25519 AAAA') is None
    assert bare_key("ssh-ed25519 AAAA\nother ssh-ed25519 BBBB") is None
