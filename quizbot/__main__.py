"""Run quizbot from the command line: `python -m quizbot`, or the script `quizbot`."""

from quizbot.cli import main

if __name__ == "__main__":
    main(prog_name="quizbot")
