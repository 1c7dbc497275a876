"""Commands with a machine behind them: the voice, the rundown, withdrawal, why a page was built."""
