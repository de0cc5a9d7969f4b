"""The network that reads a sentence once: an encoder, and heads for lights, pairs and frames."""

import math
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional
from transformers import AutoModel

LIGHTS = ("negative", "neutral", "positive")
PAIRS = ("against", "neither", "for")


class Network(nn.Module):
    """An encoder over sentences whose actors all look alike, and three heads.

    The head of lights sees a mention's own states, the first state and the mean of all; that of
    pairs the states of two mentions and the first; that of frames the first and the mean.
    """

    def __init__(self, base: str, folder: Path, n_layers: int | None = None) -> None:
        super().__init__()
        attention = "eager" if base == "mpnet" else "sdpa"
        self.encoder = AutoModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation=attention
        )
        if n_layers is not None:
            self.keep_layers(n_layers)
        width = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.light = nn.Sequential(nn.Linear(3 * width, width), nn.Tanh())
        self.light_out = nn.Linear(width, len(LIGHTS))
        self.light_coded = nn.Linear(width, len(LIGHTS))
        self.pair = nn.Sequential(nn.Linear(4 * width, width), nn.Tanh())
        self.pair_out = nn.Linear(width, len(PAIRS))
        self.frame = nn.Sequential(nn.Linear(2 * width, width), nn.Tanh())
        self.policy_out = nn.Linear(width, 10)
        self.frames_out = nn.Linear(width, 15)

    def keep_layers(self, n: int) -> None:
        """Leave out layers from between the first and the last, which a smaller network starts
        from.
        """
        every = self.encoder.encoder.layer
        chosen = [round(i * (len(every) - 1) / max(n - 1, 1)) for i in range(n)]
        self.encoder.encoder.layer = nn.ModuleList(every[i] for i in chosen)

    def join_lights(self) -> None:
        """Put the mean of the two last layers of lights in place of both.

        People and coders call neutral what the others do not, and not equally often. While the
        network learns, each has a last layer of its own, so that it need not take the one for the
        other.
        """
        with torch.no_grad():
            for one, two in zip(
                self.light_out.parameters(), self.light_coded.parameters(), strict=True
            ):
                one.copy_((one + two) / 2)
                two.copy_(one)

    def forward(
        self,
        ids: torch.Tensor,
        attended: torch.Tensor,
        pooling: torch.Tensor,
        row_of: torch.Tensor,
        pairs: torch.Tensor,
    ) -> dict[str, torch.Tensor]:
        """Logits of each head; of lights the mean, and those of people's and of coders' last layer.

        Parameters
        ----------
        ids, attended : Tensor of int64
            Shape (sentences, tokens).
        pooling : Tensor of float
            Shape (mentions, sentences * tokens); each row is the mean over a mention's tokens.
        row_of : Tensor of int64
            The sentence of each mention.
        pairs : Tensor of int64
            Shape (pairs, 2): positions among the mentions.
        """
        states = self.encoder(ids, attention_mask=attended).last_hidden_state.float()
        every = attended.unsqueeze(-1).float()
        first, mean = states[:, 0], (states * every).sum(1) / every.sum(1)
        own = pooling @ states.reshape(-1, states.shape[-1])
        drop = self.dropout
        light = drop(self.light(drop(torch.cat([first[row_of], own, mean[row_of]], -1))))
        by_people, coded = self.light_out(light), self.light_coded(light)
        one, two = own[pairs[:, 0]], own[pairs[:, 1]]
        of_pair = first[row_of[pairs[:, 0]]]
        pair = self.pair(drop(torch.cat([of_pair, one, two, one * two], -1)))
        frame = self.frame(drop(torch.cat([first, mean], -1)))
        return {
            "light": (by_people + coded) / 2,
            "light by people": by_people,
            "light coded": coded,
            "pair": self.pair_out(drop(pair)),
            "policy": self.policy_out(drop(frame)),
            "frames": self.frames_out(drop(frame)),
        }


class Exported(nn.Module):
    """The trained network over sentences of one length, written out so that it runs fast.

    The same arithmetic as the encoder's, but with nothing to hide and one product for query, key
    and value in place of three.
    """

    def __init__(self, network: Network, temperatures: dict[str, float]) -> None:
        super().__init__()
        self.network, self.temperatures = network, temperatures
        self.heads = network.encoder.config.num_attention_heads
        attentions = [layer.attention.self for layer in network.encoder.encoder.layer]
        self.joint = nn.ModuleList(
            nn.Linear(own.query.in_features, 3 * own.query.out_features) for own in attentions
        )
        for joint, own in zip(self.joint, attentions, strict=True):
            joint.weight.data = torch.cat([own.query.weight, own.key.weight, own.value.weight])
            joint.bias.data = torch.cat([own.query.bias, own.key.bias, own.value.bias])

    def forward(
        self, ids: torch.Tensor, pooling: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Probabilities of lights (mentions, 3), of all ordered pairs (mentions, mentions, 3), of
        policy (1, 10) and of frames (1, 15), and the sentence's vector (1, 2 * width), for one
        sentence.
        """
        embeddings = self.network.encoder.embeddings
        places = embeddings.position_embeddings.weight[: ids.shape[1]]
        states = embeddings.word_embeddings(ids[0]) + places
        states = embeddings.LayerNorm(states + embeddings.token_type_embeddings.weight[0])
        for joint, layer in zip(self.joint, self.network.encoder.encoder.layer, strict=True):
            query, key, value = (
                part.reshape(-1, self.heads, part.shape[-1] // self.heads).transpose(0, 1)
                for part in joint(states).chunk(3, -1)
            )
            weights = functional.softmax(
                query @ key.transpose(1, 2) / math.sqrt(query.shape[-1]), -1
            )
            mixed = (weights @ value).transpose(0, 1).reshape(states.shape)
            states = layer.attention.output.LayerNorm(layer.attention.output.dense(mixed) + states)
            wide = functional.gelu(layer.intermediate.dense(states))
            states = layer.output.LayerNorm(layer.output.dense(wide) + states)
        own = pooling @ states
        n = own.shape[0]
        first, mean = states[:1], states.mean(0, keepdim=True)
        network, heat = self.network, self.temperatures
        light = network.light(torch.cat([first.expand(n, -1), own, mean.expand(n, -1)], -1))
        one = own.unsqueeze(1).expand(n, n, -1)
        two = own.unsqueeze(0).expand(n, n, -1)
        of_pair = first.unsqueeze(0).expand(n, n, -1)
        pair = network.pair(torch.cat([of_pair, one, two, one * two], -1))
        vector = torch.cat([first, mean], -1)
        frame = network.frame(vector)
        return (
            functional.softmax(network.light_out(light) / heat["light"], -1),
            functional.softmax(network.pair_out(pair) / heat["pair"], -1),
            functional.softmax(network.policy_out(frame) / heat["policy"], -1),
            torch.sigmoid(network.frames_out(frame) / heat["frames"]),
            vector,
        )
