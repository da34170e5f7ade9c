<doc id="brown-a01" year="1961" genre="news &amp; reports">
<head>
Banks	NNS	bank-n
Close	VBP	close-v
</head>
<p n="1">
<s id="1">
The	DT	the-x
<name type="org">
Bank	NNP	Bank-n
of	IN	of-i
England	NP	England-n
</name>
closed	VBD	close-v
<g/>
,	,	,-x
he	PP	he-d
said	VVD	say-v
<g/>
.	SENT	.-x
</s>
<s id="2">
AT	NP	AT-n
<g/>
&amp;	CC	&amp;-c
<g/>
T	NP	T-n
&lt;3	SYM	&lt;3-x
é🏦	NN	é🏦-n
</s>
</p>
</doc>
<doc id='brown-a02' year='1962'>
<s>
Rivers	NNS	river-n
rise	VBP	rise-v
.	SENT	.-x
</s>
</doc>
