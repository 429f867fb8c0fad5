#!/usr/bin/python3
"""Writes the usual Chinese words of jieba's dictionary (MIT; Debian's python3-jieba) with how often each was counted.

    list_words.py WORDS.txt

Only those of 2 to 4 ideographs, which the recognizer of scans chooses its readings by; sorted, one a line: 预算<tab>4797.
"""
import sys

import jieba

LEAST, MOST = 2, 4


def is_ideograph(character):
    return "\u4e00" <= character <= "\u9fff"


def main():
    counts = {}
    with jieba.get_module_res("dict.txt") as dictionary:
        for line in dictionary:
            word, count, _ = line.decode().split(" ")
            if LEAST <= len(word) <= MOST and all(map(is_ideograph, word)):
                counts[word] = int(count)
    with open(sys.argv[1], "w", encoding="utf-8") as words:
        words.writelines(f"{word}\t{count}\n" for word, count in sorted(counts.items()) if count > 0)


if __name__ == "__main__":
    main()
