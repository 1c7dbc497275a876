"""What stations read aloud: the rundown of the programmes, a draft voice, what was aired."""
