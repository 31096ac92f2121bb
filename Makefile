# Two commands matter: `make serve` shows the site, `make test` proves everything.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV ?= .venv
SITE ?= site
WHEELHOUSE ?= wheelhouse
WORKERS ?= 2
FORMAT ?= text
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TEST_READY := $(VENV)/.test-ready
LOCK_ENV := build/lock-env

# An old pip without this builds source packages inside our environment, by a way long given up.
export PIP_USE_PEP517 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The theme's notice about its own future is noise for an office.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve test install check site lint bench wheelhouse lock clean

help: ## 显示本说明
	@echo '春水：常用命令'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo '可调：PYTHON=python3.12（所用解释器） SITE=目录（网站输出） WORKERS=2（并行测试数）'

serve: $(READY) ## 装好环境，检查内容，在 http://127.0.0.1:8000 打开网站
	$(BIN)/chunshui check
	$(BIN)/chunshui serve

test: lint ## 装好环境，跑全部测试，含浏览器测试
	@chromium="$$($(BIN)/python tests/chromium.py)"; set -x; \
	CHUNSHUI_CHROMIUM="$$chromium" $(BIN)/python -m pytest -q -rfEs -n $(WORKERS) \
	  --dist loadfile --no-loadscope-reorder

install: $(READY) ## 只装好环境，供流水线直接用 .venv/bin/chunshui

check: $(READY) ## 只检查内容，FORMAT=github 时给出代码平台的批注
	$(BIN)/chunshui check --format $(FORMAT)

site: $(READY) ## 检查内容并生成网站，写到 SITE（默认 site/）
	$(BIN)/chunshui check
	$(BIN)/chunshui build --output $(SITE)

lint: $(TEST_READY) ## 检查程序的写法与类型
	$(BIN)/ruff check .
	$(BIN)/mypy scoring site_builder tests

bench: $(TEST_READY) ## 测量速度与内存
	$(BIN)/python -m tests.benchmarks

wheelhouse: $(READY) ## 备齐离线安装包，供不联网的机器安装（同系统、同 Python 版本）
	rm -rf $(WHEELHOUSE) build/lib
	$(BIN)/pip wheel -q --require-hashes -w $(WHEELHOUSE) -r requirements.txt
	$(BIN)/pip wheel -q --no-deps --no-build-isolation -w $(WHEELHOUSE) .
	@echo '已备齐。在不联网的机器上：pip install --no-index --find-links $(WHEELHOUSE) chunshui'

# A lock stands for the oldest Python served and holds one version of each package for all.
COMPILE = $(LOCK_ENV)/bin/uv pip compile -q --universal --fork-strategy fewest \
  --generate-hashes --no-header --upgrade
lock: ## 按 pyproject.toml 重新锁定依赖的版本与校验和
	$(PYTHON) -m venv $(LOCK_ENV)
	$(LOCK_ENV)/bin/pip install -q uv
	echo '# 运行所需（runtime）；由 make lock 生成，请勿手改' > $(LOCK_ENV)/runtime
	$(COMPILE) pyproject.toml --group build >> $(LOCK_ENV)/runtime
	printf '%s\n' '# 测试另需（test）；由 make lock 生成，请勿手改' '-r ../requirements.txt' > $(LOCK_ENV)/test
	$(COMPILE) pyproject.toml --group build --group test --group dev -c $(LOCK_ENV)/runtime \
	  $$(sed -n 's/^\([A-Za-z0-9._-]*\)==.*/--no-emit-package \1/p' $(LOCK_ENV)/runtime) \
	  | sed '/^# The following/,$$d; s#$(LOCK_ENV)/runtime#requirements.txt#' >> $(LOCK_ENV)/test
	mv $(LOCK_ENV)/runtime requirements.txt
	mv $(LOCK_ENV)/test tests/requirements.txt

clean: ## 删去一切生成的东西
	rm -rf $(VENV) $(SITE) $(WHEELHOUSE) build dist .chunshui *.egg-info
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find scoring site_builder tests -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo '需要 Python 3.11 或更高版本。可以指定：make PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	    apt-get update -qq && apt-get install -y -qq python3-venv; } || \
	  { echo '缺少 Python 的 venv 模块。Debian、Ubuntu 请运行：sudo apt-get install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(READY): requirements.txt pyproject.toml | $(VENV)/bin/pip
	$(BIN)/pip install -q --require-hashes -r requirements.txt
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(TEST_READY): tests/requirements.txt $(READY)
	$(BIN)/pip install -q --require-hashes -r tests/requirements.txt
	@touch $@
