#!/usr/bin/env bash
# Optuna 5.0.0: get_param_importances calls a parameter unimportant that decides nearly all of the objective.
#
# One would guess: the importance of a parameter is its share of the objective's variance (fANOVA, the default until Optuna 4).
# What happens: the default is PED-ANOVA, which asks what tells the best tenth of the trials from the others. Of a study whose objective is
#   0 to 100 by momentum (with SGD only) and 0 to 1 by the learning rate, the learning rate gets 0.95 and momentum 0. By fANOVA
#   optimizer gets 0.88, and momentum is not in the answer at all, since fANOVA leaves out parameters that not every trial has.
# Source: Optuna 5, reference of importance.get_param_importances and PedAnovaImportanceEvaluator; Watanabe et al., IJCAI 2023.
# Seen on Python 3.11: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check optuna==5.0.0 scikit-learn==1.9.1 > pip.log
cat > try.py <<'PY'
import warnings

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.simplefilter("ignore")


def objective(trial):
    optimizer = trial.suggest_categorical("optimizer", ["sgd", "adam"])
    rate = trial.suggest_float("rate", 0.001, 1, log=True)
    momentum = trial.suggest_float("momentum", 0, 1) if optimizer == "sgd" else 0
    return 100 * momentum + rate


study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=1))
study.optimize(objective, n_trials=100)
fanova = optuna.importance.FanovaImportanceEvaluator(seed=1)
for name, evaluator in (("default", None), ("fANOVA", fanova)):
    found = optuna.importance.get_param_importances(study, evaluator=evaluator)
    print(f"{name}:", ", ".join(f"{key} {value:.2f}" for key, value in found.items()))
PY
env/bin/python try.py | tee seen.txt
diff seen.txt - <<'SEEN'
default: rate 0.95, optimizer 0.05, momentum 0.00
fANOVA: optimizer 0.88, rate 0.12
SEEN
