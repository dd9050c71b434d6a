"""Run quizbot from the command line: `python -m quizbot`, or the script `quizbot`."""

from quizbot.cli import main
from quizbot.cli._calling import called

if __name__ == "__main__":
    main(prog_name=called())
