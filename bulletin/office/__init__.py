"""Commands with a machine behind them: the voice, the rundown, and why a page was built."""
