# SPDX-License-Identifier: Apache-2.0
# How good the predictions are: `make accuracy` judges them on the generated cars, by levels
# that were learned from other cars and against the first bars, and runs the explanations of
# 100,000 made cars again; `make accuracy DATA=dir` judges them on a garage's own history. Reports: build/accuracy.
.PHONY: accuracy
accuracy: $(OUT)/bin/beurt-ctl
	@mkdir -p $(BUILD)/accuracy
	@$(PYTHON) tests/accuracy/backtest.py --ctl $(OUT)/bin/beurt-ctl --check \
		$(if $(DATA),--data $(DATA),--data tests/data/mileage --cross) \
		--report $(BUILD)/accuracy/report.md
	@$(if $(DATA),:,$(PYTHON) tests/accuracy/evaluate.py --ctl $(OUT)/bin/beurt-ctl \
		--data tests/data/mileage --check)
	@$(if $(DATA),:,$(PYTHON) tests/accuracy/explanations.py --ctl $(OUT)/bin/beurt-ctl \
		--cars $(or $(CARS),100000))
