"""Find a Chromium for the browser tests; as a program, also install it or say what to install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

VARIABLE = "CHUNSHUI_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = f"""\
没有找到 Chromium，浏览器测试无法运行。请任选一种办法:
  一、Debian：sudo apt-get install chromium fonts-noto-cjk
  二、Ubuntu：安装 Chromium 或 Google Chrome
  三、已装在别处：{VARIABLE}=/路径/chromium make test"""


def find() -> str | None:
    """Path of a browser: the one named by CHUNSHUI_CHROMIUM (never another), or a usual one."""
    named = os.environ.get(VARIABLE)
    if named:
        return shutil.which(named)
    return next((path for path in map(shutil.which, NAMES) if path), None)


def _has_chinese_font() -> bool:
    fc_list = shutil.which("fc-list")
    if fc_list is None:
        return False
    listed = subprocess.run([fc_list, ":lang=zh-cn"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


def _install(packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", *packages]):
        subprocess.run(["apt-get", *command], stdout=sys.stderr, env=environment, check=True)


def main() -> int:
    """Print the browser's path on stdout; 1 with advice on stderr when there is none."""
    wanted = []
    if find() is None and not os.environ.get(VARIABLE):
        wanted.append("chromium")
    if not _has_chinese_font():
        wanted.append("fonts-noto-cjk")
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"正在安装：{' '.join(wanted)}", file=sys.stderr)
        try:
            _install(wanted)
        except subprocess.CalledProcessError as failure:
            print(f"安装没有成功：{failure}", file=sys.stderr)
    path = find()
    if path is None:
        print(ADVICE, file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
