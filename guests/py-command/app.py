"""A command in Python: what a script does with its arguments, its input and its exit code, with a bit of the standard library."""

import json
import sys
from dataclasses import dataclass

from wit_world import exports


@dataclass
class Word:
    text: str
    count: int


class Run(exports.Run):
    def run(self) -> None:
        arguments = sys.argv[1:]
        if arguments[:1] == ["fail"]:
            print("leaving with 3", file=sys.stderr)
            sys.exit(3)
        counts: dict[str, int] = {}
        for word in sys.stdin.read().split():
            counts[word] = counts.get(word, 0) + 1
        words = [Word(text, counts[text]) for text in sorted(counts)]
        print(json.dumps({"arguments": arguments, "words": [vars(word) for word in words]}, ensure_ascii=False))
