#!/usr/bin/env bash
# scikit-learn 1.9.1: the L2 penalty of MLPClassifier and MLPRegressor depends on the batch size.
#
# One would guess: `alpha` shrinks the weights equally for every batch_size, as weight decay does in PyTorch and kernel_regularizer in
#   Keras, where the penalty is added to the mean cost of a minibatch.
# What happens: the gradient of the penalty is divided by the number of examples of the minibatch together with that of the cost. One
#   step multiplies the weights by 1 - learning_rate * alpha / batch_size. A grid search over batch_size therefore searches over the
#   penalty too, and an alpha that was found with batches of 200 (the default) is 20 times as strong with batches of 10.
# Source: sklearn/neural_network/_multilayer_perceptron.py, _compute_loss_grad, which divides by n_samples after it adds the penalty;
#   n_samples is the size of the minibatch. The page of MLPClassifier says that the term is "divided by the sample size".
# Seen on Python 3.11: the script's last lines. All inputs are 0, so only the penalty changes the weight.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check scikit-learn==1.9.1 > pip.log
cat > try.py <<'PY'
import warnings

import numpy as np
from sklearn.neural_network import MLPRegressor

warnings.filterwarnings("ignore")


def weight(batch_size, learning_rate):
    network = MLPRegressor(hidden_layer_sizes=(1,), activation="identity", solver="sgd", momentum=0, alpha=1.0,
                           learning_rate_init=learning_rate, batch_size=batch_size, max_iter=1, random_state=0)
    return network.fit(np.zeros((100, 1)), np.zeros(100)).coefs_[0][0, 0]


for size in (1, 10, 100):
    steps = 100 // size
    factor = (weight(size, 0.1) / weight(size, 1e-30)) ** (1 / steps)
    print(f"batches of {size}: one step multiplies a weight by {factor:.3f}")
PY
env/bin/python try.py | tee seen.txt
diff seen.txt - <<'SEEN'
batches of 1: one step multiplies a weight by 0.900
batches of 10: one step multiplies a weight by 0.990
batches of 100: one step multiplies a weight by 0.999
SEEN
