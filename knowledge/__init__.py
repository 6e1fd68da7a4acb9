"""What Skolevej knows: articles, documents, the index over them, search and answers.

The door is `knowledge.service.Knowledge`. A question is looked at once (sight), candidates are ordered (ranking), what
was found is gathered (evidence) and composed (answer); how sure that is comes from confidence and gate. Adapter,
topics, aims, gate and vectors ship beside the code as .npz, written by `skolevej knowledge ship`. An article written since
then goes by its text, its questions, shared words and spelling alone. Why it is so: docs/decisions/0002.
"""
