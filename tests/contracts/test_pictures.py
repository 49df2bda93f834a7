"""Which steps draw a picture beside their numbers: nobody would miss one that is left out."""

import pytest
from every import SLUGS
from helpers import trace_of

# Read off the pages; the first words of each title.
PICTURES = {
    "autoencoder": {5: ["The network"]},
    "backpropagation": {2: ["Cells for"], **{step: ["Gradients so far"] for step in (4, 7, 10)}},
    "dft": {1: ["The samples of X"], 3: ["The cosine waves"], 12: ["The wave with the recovered"]},
    "gcn": {1: ["The graph"], 6: ["The messages to node A"], 9: ["The messages to node C"]},
    "lstm": {15: ["The memory and the hidden state"]},
    "relu": {3: ["ReLU"]},
    "rlhf": {6: ["Who is preferred"]},
    "rnn": {4: ["The hidden state through time"]},
    "sigmoid": {4: ["The sigmoid"]},
    "sora-dit": {1: ["The video"], 14: ["The generated video"]},
    "superposition": {2: ["The directions"], 4: ["Directions, and where"]},
    "switch-transformer": {4: ["The tokens and their experts"], 6: ["To the experts and back"]},
    "td0": {
        1: ["The chain"],
        **{step: [f"The values after episode {step - 2}"] for step in (3, 4, 5)},
        6: ["The values over 30 episodes"],
    },
    "transformer": {2: ["Which position gives to which"], 6: ["The network"]},
    "u-net": {1: ["The way through the network"], 7: ["The mask on the image"]},
    "vae": {
        3: ["The samples as clouds"],
        4: ["Where the noise comes from"],
        5: ["Points drawn from them"],
        8: ["The KL divergence for fixed spreads", "The KL divergence for fixed means"],
    },
    "vector-database": {9: ["Query and sentences"]},
}


@pytest.mark.parametrize("slug", SLUGS)
def test_each_step_draws_its_pictures(slug):
    drawn = {step.number: step.draws for step in trace_of(slug).steps if step.draws}
    expected = PICTURES.get(slug, {})
    assert drawn.keys() == expected.keys()
    for number, beginnings in expected.items():
        titles = [picture.title for picture in drawn[number]]
        assert len(titles) == len(beginnings), number
        assert all(map(str.startswith, titles, beginnings)), (number, titles)
