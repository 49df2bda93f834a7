# Short names for the commands of make.py, which says what each one does.
PYTHON = python3

book serve test check fresh exports setup clean:
	$(PYTHON) make.py $@

.PHONY: book serve test check fresh exports setup clean
