"""How English text is read: sentences, word lists, inflection, speakers, which language it is."""
