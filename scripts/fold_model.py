#!/usr/bin/python3
"""Writes an ONNX model anew that computes the same in half of the steps. Needs python3-onnx (Debian's).

    fold_model.py MODEL.onnx FOLDED.onnx

The recognition model was exported with each activation spelled out. Between two convolutions stand, with scalars
s, b, t and c that were learned:

    u = s · conv(x) + b;  v = u · clip(u + 3, 0, 6) / 6;  y = t · v + c

ONNX Runtime walks eight times over the picture for that, and changes its layout before and after. Here s and b
become part of the convolution before, u · hardsigmoid(u) stays, t and c become part of the convolution
behind; where that one has a margin, which is 0 in y, they become a convolution of one pixel.
"""
import sys

import numpy
import onnx
from onnx import helper, numpy_helper


class Folder:
    def __init__(self, graph):
        self.nodes = [node for node in graph.node if node.op_type != "Constant"]
        self.constants = {node.output[0]: numpy_helper.to_array(node.attribute[0].t)
                          for node in graph.node if node.op_type == "Constant"}
        self.dropped = set()   # by their output
        self.inserted = {}     # by the output of the node that they follow

    def consumers(self, name):
        return [node for node in self.nodes if name in node.input]

    def next(self, name, operation):
        """The one node with this operation that takes what has the name; None if there is no such."""
        found = [node for node in self.consumers(name) if node.op_type == operation]
        return found[0] if len(found) == 1 else None

    def scalar(self, node):
        """The constant number that a sum, product or quotient has as one of its two operands."""
        values = [self.constants[name] for name in node.input if name in self.constants]
        return float(values[0].ravel()[0]) if len(values) == 1 and values[0].size == 1 else None

    def step(self, node, operation):
        """What follows the node with a constant number, and that number."""
        found = node and next((other for other in self.consumers(node.output[0])
                               if other.op_type == operation and self.scalar(other) is not None), None)
        return (found, self.scalar(found)) if found else (None, None)

    def rescale(self, convolution, before=(1, 0), behind=(1, 0)):
        """Lets it take before[0] · x + before[1] for x, and give behind[0] · y + behind[1] for y."""
        weights = self.constants[convolution.input[1]].astype(numpy.float64)
        bias = self.constants[convolution.input[2]].astype(numpy.float64)
        bias = bias + before[1] * weights.sum(axis=(1, 2, 3))
        weights = weights * before[0]
        self.constants[convolution.input[1]] = (weights * behind[0]).astype(numpy.float32)
        self.constants[convolution.input[2]] = (bias * behind[0] + behind[1]).astype(numpy.float32)

    def fold(self, convolution):
        """Folds what follows it; False where that is something else."""
        u = convolution.output[0]
        scaled, s = self.step(convolution, "Mul")
        shifted, b = self.step(scaled, "Add")
        plus, three = self.step(shifted, "Add")
        clip = plus and self.next(plus.output[0], "Clip")
        gated = clip and self.next(clip.output[0], "Mul")
        sixth, six = self.step(gated, "Div")
        rescaled, t = self.step(sixth, "Mul")
        last, c = self.step(rescaled, "Add")
        if not last or (three, six) != (3, 6) or shifted.output[0] not in gated.input or len(convolution.input) != 3:
            return False
        self.rescale(convolution, behind=(s, b))
        added = [helper.make_node("HardSigmoid", [u], [u + ".gate"], alpha=1 / 6, beta=0.5),
                 helper.make_node("Mul", [u, u + ".gate"], [u + ".gated"])]
        y = last.output[0]
        followers = self.consumers(y)
        if len(followers) == 1 and self.can_take(followers[0]):
            self.rescale(followers[0], before=(t, c))
            followers[0].input[0] = u + ".gated"
        else:
            channels = len(self.constants[convolution.input[2]])
            self.constants[y + ".weights"] = numpy.full((channels, 1, 1, 1), t, numpy.float32)
            self.constants[y + ".bias"] = numpy.full(channels, c, numpy.float32)
            added.append(helper.make_node("Conv", [u + ".gated", y + ".weights", y + ".bias"], [y],
                                          kernel_shape=[1, 1], group=channels))
        self.inserted[u] = added
        self.dropped.update(node.output[0] for node in (scaled, shifted, plus, clip, gated, sixth, rescaled, last))
        return True

    @staticmethod
    def can_take(node):
        """A convolution with a bias and without a margin."""
        margins = [attribute.ints for attribute in node.attribute if attribute.name == "pads"]
        return node.op_type == "Conv" and len(node.input) == 3 and not any(margins[0] if margins else [])

    def write(self, graph):
        nodes = []
        for node in self.nodes:
            if node.output[0] not in self.dropped:
                nodes += [node, *self.inserted.get(node.output[0], [])]
        used = {name for node in nodes for name in node.input}
        del graph.node[:]
        graph.node.extend(nodes)
        graph.initializer.extend(numpy_helper.from_array(numpy.ascontiguousarray(value), name)
                                 for name, value in self.constants.items() if name in used)


def main():
    source, target = sys.argv[1:]
    model = onnx.load(source)
    folder = Folder(model.graph)
    activations = sum(node.op_type == "Clip" for node in folder.nodes)
    folded = sum(folder.fold(node) for node in list(folder.nodes) if node.op_type == "Conv")
    if folded != activations or not folded:
        sys.exit(f"{source} is not the model that was expected: {folded} of its {activations} activations could be folded")
    folder.write(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, target)


if __name__ == "__main__":
    main()
