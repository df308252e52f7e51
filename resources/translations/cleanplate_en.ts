<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DeliveryDialog</name>
    <message numerus="yes">
        <source>%n shots will be rendered</source>
        <translation>
            <numerusform>%n shot will be rendered</numerusform>
            <numerusform>%n shots will be rendered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}; %n stay as they are</source>
        <translation>
            <numerusform>{0}; %n stays as it is</numerusform>
            <numerusform>{0}; %n stay as they are</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>%n clips</source>
        <translation>
            <numerusform>%n clip</numerusform>
            <numerusform>%n clips</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n shots</source>
        <translation>
            <numerusform>Import %n shot</numerusform>
            <numerusform>Import %n shots</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}; %n clips cannot be shots</source>
        <translation>
            <numerusform>{0}; %n clip cannot be a shot</numerusform>
            <numerusform>{0}; %n clips cannot be shots</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MachineDialog</name>
    <message numerus="yes">
        <source>%n things do not work; the list says what to do.</source>
        <translation>
            <numerusform>%n thing does not work; the list says what to do.</numerusform>
            <numerusform>%n things do not work; the list says what to do.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RelinkDialog</name>
    <message numerus="yes">
        <source>%n clips are missing.</source>
        <translation>
            <numerusform>%n clip is missing.</numerusform>
            <numerusform>%n clips are missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n clips were not found there.</source>
        <translation>
            <numerusform>%n clip was not found there.</numerusform>
            <numerusform>%n clips were not found there.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScopesPanel</name>
    <message numerus="yes">
        <source>%n frames still to measure</source>
        <translation>
            <numerusform>%n frame still to measure</numerusform>
            <numerusform>%n frames still to measure</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimeStrip</name>
    <message numerus="yes">
        <source>{0}: %n keys here</source>
        <translation>
            <numerusform>{0}: %n key here</numerusform>
            <numerusform>{0}: %n keys here</numerusform>
        </translation>
    </message>
</context>
</TS>
